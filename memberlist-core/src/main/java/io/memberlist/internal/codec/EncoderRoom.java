package io.memberlist.internal.codec;

/**
 * Where packet encoders work. Those that are used in turns by one thread can share it: many nodes
 * in one process then work in the same few kilobytes. What an encoder made lasts until the next use
 * of any of them.
 */
public final class EncoderRoom {

  private static final int USUAL_PACKET = 2048;

  final CompressionLayer compression = new CompressionLayer();

  private byte[] plain = {};
  private byte[] packed = {};
  private byte[] packet = {};

  /** An array for the message. */
  byte[] plain(int length) {
    plain = roomFor(length, plain);
    return plain;
  }

  /** An array for the compressed message. */
  byte[] packed(int length) {
    packed = roomFor(length, packed);
    return packed;
  }

  /** An array for the packet. */
  byte[] packet(int length) {
    packet = roomFor(length, packet);
    return packet;
  }

  private static byte[] roomFor(int length, byte[] present) {
    return present.length >= length
        ? present
        : new byte[Math.max(length, Math.max(USUAL_PACKET, 2 * present.length))];
  }
}
