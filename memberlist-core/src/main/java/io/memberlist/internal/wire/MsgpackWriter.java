package io.memberlist.internal.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the dialect of §6.1 into memory: no {@code str8}, no {@code bin}, keys ascending, int
 * fields in the signed types. By hand, because few forms are ever written and this is the hottest
 * code there is. Reused from message to message; one thread at a time.
 */
final class MsgpackWriter {

  private static final int NIL = 0xc0;
  private static final int FALSE = 0xc2;
  private static final int TRUE = 0xc3;
  private static final int UINT8 = 0xcc;
  private static final int UINT16 = 0xcd;
  private static final int UINT32 = 0xce;
  private static final int UINT64 = 0xcf;
  private static final int INT8 = 0xd0;
  private static final int INT16 = 0xd1;
  private static final int INT32 = 0xd2;
  private static final int INT64 = 0xd3;
  private static final int FIXED_RAW = 0xa0;
  private static final int RAW16 = 0xda;
  private static final int RAW32 = 0xdb;
  private static final int FIXED_MAP = 0x80;
  private static final int MAP16 = 0xde;
  private static final int MAP32 = 0xdf;

  private static final int LONGEST_FIXED_RAW = 31;
  private static final int LARGEST_FIXED_MAP = 15;
  private static final int LOWEST_FIXED = -32;
  private static final int MAX_U8 = 0xff;
  private static final int MAX_U16 = 0xffff;
  private static final long MAX_U32 = 0xffffffffL;
  private static final int USUAL_MESSAGE = 256;
  private static final int LONGEST_KEPT = 64 * 1024;

  private byte[] buffer = new byte[USUAL_MESSAGE];
  private int length;

  /** Forgets what was written so far, and the room that a whole state took. */
  MsgpackWriter clear() {
    length = 0;
    if (buffer.length > LONGEST_KEPT) {
      buffer = new byte[USUAL_MESSAGE];
    }
    return this;
  }

  /** Bytes that are no msgpack: a type byte, user state. */
  MsgpackWriter raw(byte[] bytes) {
    ensureRoom(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
    return this;
  }

  MsgpackWriter type(int type) {
    put(type);
    return this;
  }

  /** A record as map, its fields ascending by name. */
  MsgpackWriter record(RecordFormat format, RecordValues values) {
    mapHeader(countWritten(format, values));
    for (int position = 0; position < format.size(); position++) {
      int field = format.atWirePosition(position);
      if (isWritten(format, field, values)) {
        bytes(format.name(field));
        value(format.kind(field), values, field);
      }
    }
    return this;
  }

  void mapHeader(int entries) {
    if (entries <= LARGEST_FIXED_MAP) {
      put(FIXED_MAP | entries);
    } else if (entries <= MAX_U16) {
      put(MAP16, entries, Short.BYTES);
    } else {
      put(MAP32, entries, Integer.BYTES);
    }
  }

  /** Text or bytes, which the wire does not tell apart; null is nil. */
  MsgpackWriter bytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      put(NIL);
      return this;
    }
    if (bytes.length <= LONGEST_FIXED_RAW) {
      put(FIXED_RAW | bytes.length);
    } else if (bytes.length <= MAX_U16) {
      put(RAW16, bytes.length, Short.BYTES);
    } else {
      put(RAW32, bytes.length, Integer.BYTES);
    }
    return raw(bytes);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(buffer, length);
  }

  private static int countWritten(RecordFormat format, RecordValues values) {
    int count = 0;
    for (int field = 0; field < format.size(); field++) {
      if (isWritten(format, field, values)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isWritten(RecordFormat format, int field, RecordValues values) {
    return !format.omitsEmpty(field) || !values.isEmpty(field);
  }

  private void value(RecordFormat.Kind kind, RecordValues values, int field) {
    switch (kind) {
      case U8, U16, U32 -> shortest(values.number(field));
      case INT -> signed(values.number(field));
      case BOOL -> put(values.flag(field) ? TRUE : FALSE);
      case TEXT, BYTES -> bytes(values.bytes(field));
    }
  }

  /** In as few bytes as possible, unsigned types for what is not negative. */
  private void shortest(long number) {
    if (number < 0 || number <= Byte.MAX_VALUE) {
      signed(number);
    } else if (number <= MAX_U8) {
      put(UINT8, number, Byte.BYTES);
    } else if (number <= MAX_U16) {
      put(UINT16, number, Short.BYTES);
    } else if (number <= MAX_U32) {
      put(UINT32, number, Integer.BYTES);
    } else {
      put(UINT64, number, Long.BYTES);
    }
  }

  /** In the signed types, also what is positive: 128 is {@code d10080}, not {@code cc80}. */
  private void signed(long number) {
    if (number >= LOWEST_FIXED && number <= Byte.MAX_VALUE) {
      put((int) number);
    } else if (number == (byte) number) {
      put(INT8, number, Byte.BYTES);
    } else if (number == (short) number) {
      put(INT16, number, Short.BYTES);
    } else if (number == (int) number) {
      put(INT32, number, Integer.BYTES);
    } else {
      put(INT64, number, Long.BYTES);
    }
  }

  private void put(int type, long number, int count) {
    ensureRoom(1 + count);
    buffer[length++] = (byte) type;
    for (int shift = Byte.SIZE * (count - 1); shift >= 0; shift -= Byte.SIZE) {
      buffer[length++] = (byte) (number >>> shift);
    }
  }

  private void put(int value) {
    ensureRoom(1);
    buffer[length++] = (byte) value;
  }

  private void ensureRoom(int more) {
    if (more > buffer.length - length) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(length, more), 2 * buffer.length));
    }
  }
}
