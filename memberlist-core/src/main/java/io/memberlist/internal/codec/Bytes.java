package io.memberlist.internal.codec;

/** Big-endian numbers. */
final class Bytes {

  private Bytes() {}

  static void putU16(byte[] target, int offset, int value) {
    target[offset] = (byte) (value >>> 8);
    target[offset + 1] = (byte) value;
  }

  static void putU32(byte[] target, int offset, int value) {
    putU16(target, offset, value >>> 16);
    putU16(target, offset + 2, value);
  }
}
