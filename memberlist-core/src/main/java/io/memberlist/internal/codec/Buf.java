package io.memberlist.internal.codec;

import java.util.Arrays;

/**
 * A range of somebody's array. It does not own the bytes: what must outlive the call is copied with
 * {@link #toArray()}.
 *
 * @param array bytes, not copied
 * @param offset first byte of the range
 * @param length bytes in the range, 0 or more
 */
public record Buf(byte[] array, int offset, int length) {

  private static final byte[] NOTHING = {};

  /** Checks the range once, so that layers need not. */
  public Buf {
    if (offset < 0 || length < 0 || length > array.length - offset) {
      throw new IndexOutOfBoundsException(
          "range " + offset + " + " + length + " of " + array.length + " bytes");
    }
  }

  static Buf of(byte[] bytes) {
    return new Buf(bytes, 0, bytes.length);
  }

  static Buf empty() {
    return new Buf(NOTHING, 0, 0);
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Unsigned value of byte {@code index} of the range. */
  int u8(int index) {
    return array[offset + index] & 0xff;
  }

  int u16(int index) {
    return u8(index) << 8 | u8(index + 1);
  }

  int u32(int index) {
    return u16(index) << 16 | u16(index + 2);
  }

  /** Everything behind the first {@code count} bytes. */
  Buf skip(int count) {
    return new Buf(array, offset + count, length - count);
  }

  Buf slice(int from, int count) {
    return new Buf(array, offset + from, count);
  }

  /** A copy of the range. */
  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }
}
