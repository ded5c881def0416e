package io.memberlist.internal.codec;

import java.util.HexFormat;
import java.util.zip.CRC32;

/** Bytes and types as the golden vectors show them. */
final class Shown {

  private static final int LONGEST_WHOLE = 2048;
  private static final String[] TYPES = {
    "ping",
    "indirectPing",
    "ack",
    "suspect",
    "alive",
    "dead",
    "pushPull",
    "compound",
    "user",
    "compress",
    "encrypt",
    "nack",
    "crc",
    "err"
  };

  private Shown() {}

  /** Hex, or length and checksum of what is too long to be read. */
  static String bytes(Buf bytes) {
    if (bytes.length() <= LONGEST_WHOLE) {
      return hex(bytes);
    }
    var crc = new CRC32();
    crc.update(bytes.array(), bytes.offset(), bytes.length());
    return "(" + bytes.length() + " bytes, crc32 " + hex((int) crc.getValue()) + ")";
  }

  static String hex(Buf bytes) {
    return HexFormat.of().formatHex(bytes.array(), bytes.offset(), bytes.offset() + bytes.length());
  }

  static String hex(int u32) {
    return HexFormat.of().toHexDigits(u32);
  }

  static String type(int type) {
    return type < TYPES.length ? TYPES[type] : Integer.toString(type);
  }
}
