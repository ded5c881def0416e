package io.memberlist.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * The record of a compression wrapper (§4.4).
 *
 * @param algorithm {@link #LZW}, or what nobody knows
 * @param data compressed bytes; null if nil or missing
 */
public record CompressBody(int algorithm, byte @Nullable [] data) {

  public static final int LZW = 0;

  /**
   * Type byte, map of two, {@code Algo} 0, the key {@code Buf}: everything in front of the length
   * of the data.
   */
  private static final byte[] PREFIX = {
    MessageType.COMPRESS,
    (byte) 0x82,
    (byte) 0xa4,
    'A',
    'l',
    'g',
    'o',
    LZW,
    (byte) 0xa3,
    'B',
    'u',
    'f'
  };

  private static final int FIXED_RAW = 0xa0;
  private static final int RAW16 = 0xda;
  private static final int RAW32 = 0xdb;

  static CompressBody from(RecordValues values) {
    return new CompressBody((int) values.number(0), values.bytes(1));
  }

  /** Bytes of a wrapper in front of the data, type byte included. */
  public static int headerLength(int dataLength) {
    return PREFIX.length + (dataLength <= 31 ? 1 : dataLength <= 0xffff ? 3 : 5);
  }

  /** Writes them; written by hand, because how much the data shrink is known only afterwards. */
  public static void writeHeader(byte[] target, int offset, int dataLength) {
    System.arraycopy(PREFIX, 0, target, offset, PREFIX.length);
    int at = offset + PREFIX.length;
    if (dataLength <= 31) {
      target[at] = (byte) (FIXED_RAW | dataLength);
      return;
    }
    boolean wide = dataLength > 0xffff;
    target[at++] = (byte) (wide ? RAW32 : RAW16);
    for (int shift = wide ? 24 : 8; shift >= 0; shift -= 8) {
      target[at++] = (byte) (dataLength >>> shift);
    }
  }
}
