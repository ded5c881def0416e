package io.memberlist.internal.codec;

import java.util.Arrays;

/**
 * Compressor of §5.2: LZW, least significant bit first, literals of 8 bits. Byte-exact, because the
 * greedy longest match makes the code sequence unique.
 *
 * <p>The dictionary is a hash table of {@code int}, each holding key (prefix code and next byte, 20
 * bits) and code (12 bits). It is reused from message to message, so an encoder belongs to one
 * thread.
 */
final class LzwEncoder {

  static final int CLEAR = 256;
  static final int EOF = 257;
  static final int FIRST_WIDTH = 9;

  /** Does not fit: what {@link #encode} returns when the limit is reached. */
  static final int TOO_LONG = -1;

  private static final int LAST_CODE = 4095;
  private static final int PACKET_TABLE = 4096;
  private static final int STREAM_TABLE = 16384;
  private static final int SMALLEST_TABLE = 256;
  private static final byte[] NOTHING = {};

  private int[] table = {};
  private int used;
  private int shift;

  private byte[] out = NOTHING;
  private int position;
  private int limit;
  private int bits;
  private int bitCount;

  private int width;
  private int last;
  private int nextWidthAt;

  /**
   * Compresses a range into {@code target}.
   *
   * @param limit end of the room in {@code target}, exclusive
   * @return position behind the last byte written, or {@link #TOO_LONG} as soon as the room does
   *     not suffice
   */
  int encode(Buf in, byte[] target, int offset, int limit) {
    this.out = target;
    this.position = offset;
    this.limit = limit;
    this.bits = 0;
    this.bitCount = 0;
    chooseTable(in.length());
    restart();
    width = FIRST_WIDTH;
    boolean fits = emit(CLEAR) && data(in) && emit(EOF) && flush();
    out = NOTHING;
    return fits ? position : TOO_LONG;
  }

  private boolean data(Buf in) {
    if (in.isEmpty()) {
      return true;
    }
    byte[] bytes = in.array();
    int[] entries = table;
    int end = in.offset() + in.length();
    int current = bytes[in.offset()] & 0xff;
    for (int i = in.offset() + 1; i < end; i++) {
      int next = bytes[i] & 0xff;
      int key = current << 8 | next;
      int slot = find(entries, key);
      int entry = entries[slot];
      if (entry != 0) {
        current = entry & 0xfff;
        continue;
      }
      if (!emit(current)) {
        return false;
      }
      current = next;
      if (bump()) {
        entries[slot] = key << 12 | last;
      } else if (!clear()) {
        return false;
      }
    }
    return emit(current) && (bump() || clear());
  }

  /** Counts one code; false if the code space is used up and a CLEAR is due. */
  private boolean bump() {
    last++;
    if (last == nextWidthAt) {
      width++;
      nextWidthAt *= 2;
    }
    return last != LAST_CODE;
  }

  private boolean clear() {
    if (!emit(CLEAR)) {
      return false;
    }
    restart();
    return true;
  }

  private void restart() {
    width = FIRST_WIDTH;
    last = EOF;
    nextWidthAt = 1 << FIRST_WIDTH;
    Arrays.fill(table, 0, used, 0);
  }

  /**
   * Two to four times as many slots as there can be entries; clearing more than needed would cost
   * more than it saves.
   */
  private void chooseTable(int inputLength) {
    int wanted =
        Math.min(
            STREAM_TABLE,
            Math.max(SMALLEST_TABLE, Integer.highestOneBit(Math.max(1, inputLength)) * 4));
    if (inputLength <= PACKET_TABLE / 2) {
      wanted = Math.min(wanted, PACKET_TABLE);
    }
    if (wanted > table.length) {
      table = new int[Math.max(PACKET_TABLE, wanted)];
    }
    used = wanted;
    shift = Integer.numberOfLeadingZeros(wanted) + 1;
  }

  /**
   * Slot that holds {@code key}, or the free one where it belongs. A free slot is 0, which no entry
   * is (codes start at 258).
   */
  private int find(int[] entries, int key) {
    int mask = used - 1;
    int slot = (key * 0x9E3779B1) >>> shift;
    while (true) {
      int entry = entries[slot];
      if (entry == 0 || entry >>> 12 == key) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private boolean emit(int code) {
    bits |= code << bitCount;
    bitCount += width;
    while (bitCount >= 8) {
      if (position == limit) {
        return false;
      }
      out[position++] = (byte) bits;
      bits >>>= 8;
      bitCount -= 8;
    }
    return true;
  }

  private boolean flush() {
    if (bitCount == 0) {
      return true;
    }
    if (position == limit) {
      return false;
    }
    out[position++] = (byte) bits;
    return true;
  }
}
