package io.memberlist.cli.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Captures made by hand: frames as a network card would see them, in either file format. */
final class CaptureBuilder {

  static final int ETHERNET = 1;
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int ACK = 16;

  private static final byte[] MACS = new byte[12];

  private final List<byte[]> frames = new ArrayList<>();

  CaptureBuilder frame(byte[] frame) {
    frames.add(frame);
    return this;
  }

  CaptureBuilder udp(int from, int to, String hex) {
    return frame(ethernet(0x0800, ipv4(17, udp(from, to, bytes(hex)))));
  }

  CaptureBuilder tcp(int from, int to, int sequence, int flags, String hex) {
    return frame(ethernet(0x0800, ipv4(6, tcp(from, to, sequence, flags, bytes(hex)))));
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] u16(int... values) {
    var out = ByteBuffer.allocate(2 * values.length);
    for (int value : values) {
      out.putShort((short) value);
    }
    return out.array();
  }

  static byte[] ethernet(int type, byte[] packet) {
    return join(MACS, u16(type), packet);
  }

  static byte[] ipv4(int protocol, byte[] payload) {
    return ipv4(protocol, 0, 20 + payload.length, payload);
  }

  static byte[] ipv4(int protocol, int fragment, int total, byte[] payload) {
    return join(
        bytes("4500"),
        u16(total, 0, fragment),
        new byte[] {64, (byte) protocol, 0, 0},
        new byte[] {10, 0, 0, 1, 10, 0, 0, 2},
        payload);
  }

  static byte[] ipv6(int next, byte[] payload) {
    var source = new byte[16];
    source[0] = 0x20;
    source[15] = 1;
    var target = source.clone();
    target[15] = 2;
    return join(
        bytes("60000000"),
        u16(payload.length),
        new byte[] {(byte) next, 64},
        source,
        target,
        payload);
  }

  static byte[] udp(int from, int to, byte[] payload) {
    return join(u16(from, to, 8 + payload.length, 0), payload);
  }

  static byte[] tcp(int from, int to, int sequence, int flags, byte[] payload) {
    return join(
        u16(from, to, sequence >>> 16, sequence & 0xffff, 0, 0),
        new byte[] {0x50, (byte) flags},
        u16(0xffff, 0, 0),
        payload);
  }

  /** Classic format. Frame i is of second i. */
  byte[] pcap(ByteOrder order, boolean nanos, int linkType) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(24)
            .order(order)
            .putInt(nanos ? 0xa1b23c4d : 0xa1b2c3d4)
            .putShort((short) 2)
            .putShort((short) 4)
            .putLong(0)
            .putInt(65_535)
            .putInt(linkType)
            .array());
    for (int i = 0; i < frames.size(); i++) {
      int length = frames.get(i).length;
      out.writeBytes(
          ByteBuffer.allocate(16)
              .order(order)
              .putInt(i)
              .putInt(120_000)
              .putInt(length)
              .putInt(length)
              .array());
      out.writeBytes(frames.get(i));
    }
    return out.toByteArray();
  }

  byte[] pcap() {
    return pcap(ByteOrder.LITTLE_ENDIAN, false, ETHERNET);
  }

  /** One section with one interface, whose options are given; frame i is of tick i. */
  byte[] pcapng(ByteOrder order, byte[] interfaceOptions) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(section(order));
    out.writeBytes(
        block(
            order,
            1,
            join(
                ByteBuffer.allocate(8).order(order).putShort((short) ETHERNET).array(),
                interfaceOptions)));
    for (int i = 0; i < frames.size(); i++) {
      out.writeBytes(block(order, 6, enhanced(order, i, frames.get(i))));
    }
    return out.toByteArray();
  }

  static byte[] section(ByteOrder order) {
    var body = ByteBuffer.allocate(16).order(order).putInt(0x1a2b3c4d).putInt(1).putLong(-1);
    return block(order, 0x0a0d0d0a, body.array());
  }

  static byte[] enhanced(ByteOrder order, long ticks, byte[] frame) {
    var head =
        ByteBuffer.allocate(20)
            .order(order)
            .putInt(0)
            .putInt((int) (ticks >>> 32))
            .putInt((int) ticks)
            .putInt(frame.length)
            .putInt(frame.length);
    return join(head.array(), frame);
  }

  static byte[] block(ByteOrder order, int type, byte[] body) {
    int padded = (body.length + 3) / 4 * 4;
    int length = padded + 12;
    return ByteBuffer.allocate(length)
        .order(order)
        .putInt(type)
        .putInt(length)
        .put(body)
        .position(8 + padded)
        .putInt(length)
        .array();
  }
}
