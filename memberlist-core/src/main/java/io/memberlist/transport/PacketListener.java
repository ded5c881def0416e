package io.memberlist.transport;

import java.net.InetSocketAddress;

/**
 * Takes received packets; called by the transport's reading thread, one packet at a time per
 * thread.
 */
@FunctionalInterface
public interface PacketListener {

  /**
   * A packet of at least one byte arrived.
   *
   * @param buffer belongs to the transport again when this returns
   * @param offset first byte
   * @param length number of bytes
   * @param from sender
   * @param receivedNanos {@code System.nanoTime()} right after the packet was received
   */
  void onPacket(byte[] buffer, int offset, int length, InetSocketAddress from, long receivedNanos);
}
