package io.memberlist.internal.codec;

import java.util.Arrays;

/**
 * Decompressor of §5.3. Every dictionary entry is a piece of the output already written (the text
 * of a code plus the byte behind it), so the table holds position and length and nothing is
 * chained.
 *
 * <p>The table is reused and never cleared: a code is only looked up after it was defined. One
 * thread at a time.
 */
final class LzwDecoder {

  private static final int FULL_WIDTH = 12;
  private static final int CODES = 1 << FULL_WIDTH;
  private static final int SMALLEST_OUTPUT = 512;
  private static final int NONE = -1;
  private static final byte[] NOTHING = {};

  private final int[] start = new int[CODES];
  private final int[] size = new int[CODES];

  private byte[] in = NOTHING;
  private int inPosition;
  private int inEnd;
  private int bits;
  private int bitCount;

  private byte[] out = NOTHING;
  private int outLength;
  private int limit;

  private int width;
  private int hi;
  private int nextWidthAt;
  private int previousStart;
  private int previousSize;

  /**
   * Decompresses a range. The output grows as data arrive; no number from the input sizes it.
   *
   * @param limit largest output in bytes that is accepted
   * @throws MalformedMessageException if the data are truncated, not LZW, or decompress to more
   *     than {@code limit} bytes
   */
  byte[] decode(Buf compressed, int limit) {
    in = compressed.array();
    inPosition = compressed.offset();
    inEnd = compressed.offset() + compressed.length();
    bits = 0;
    bitCount = 0;
    out = new byte[(int) Math.min(limit, Math.max(SMALLEST_OUTPUT, 2L * compressed.length()))];
    outLength = 0;
    this.limit = limit;
    restart();
    try {
      run();
      return outLength == out.length ? out : Arrays.copyOf(out, outLength);
    } finally {
      in = NOTHING;
      out = NOTHING;
    }
  }

  /** Bytes that the last call wrote, also if it failed: work that an attacker caused. */
  int produced() {
    return outLength;
  }

  private void run() {
    while (true) {
      int code = nextCode();
      if (code == LzwEncoder.EOF) {
        return;
      }
      if (code == LzwEncoder.CLEAR) {
        restart();
      } else if (code < LzwEncoder.CLEAR) {
        literal(code);
      } else if (code <= hi) {
        reference(code);
      } else {
        throw failed("LZW code " + code + " is not defined");
      }
    }
  }

  private void restart() {
    width = LzwEncoder.FIRST_WIDTH;
    hi = LzwEncoder.EOF;
    nextWidthAt = 1 << LzwEncoder.FIRST_WIDTH;
    previousSize = NONE;
  }

  private int nextCode() {
    while (bitCount < width) {
      if (inPosition == inEnd) {
        throw failed("LZW data end without EOF code");
      }
      bits |= (in[inPosition++] & 0xff) << bitCount;
      bitCount += 8;
    }
    int code = bits & (1 << width) - 1;
    bits >>>= width;
    bitCount -= width;
    return code;
  }

  private void literal(int value) {
    ensureRoom(1);
    out[outLength++] = (byte) value;
    written(1);
  }

  private void reference(int code) {
    // the newest code may refer to itself: its text is that of the code before plus its own first
    // byte, which a forward
    // copy from the output delivers because it has just been written
    int from = start[code];
    int count = size[code];
    if (code == hi && previousSize != NONE) {
      from = previousStart;
      count = previousSize + 1;
    }
    ensureRoom(count);
    if (from + count <= outLength) {
      System.arraycopy(out, from, out, outLength, count);
    } else {
      for (int i = 0; i < count; i++) {
        out[outLength + i] = out[from + i];
      }
    }
    outLength += count;
    written(count);
  }

  /**
   * Enters what follows from the code just expanded: the text before it and its first byte lie next
   * to each other.
   */
  private void written(int count) {
    if (previousSize != NONE) {
      start[hi] = previousStart;
      size[hi] = previousSize + 1;
    }
    previousStart = outLength - count;
    previousSize = count;
    hi++;
    if (hi == nextWidthAt) {
      if (width == FULL_WIDTH) {
        previousSize = NONE;
        hi = CODES - 1;
      } else {
        width++;
        nextWidthAt *= 2;
      }
    }
  }

  private void ensureRoom(int count) {
    long needed = (long) outLength + count;
    if (needed > limit) {
      throw Refusal.DECOMPRESSED_TOO_LARGE.at(
          inPosition, "decompressed data are larger than limit " + limit);
    }
    if (needed > out.length) {
      out = Arrays.copyOf(out, (int) Math.min(limit, Math.max(needed, 2L * out.length)));
    }
  }

  private MalformedMessageException failed(String text) {
    return Refusal.DECOMPRESS_FAILED.at(inPosition, text);
  }
}
