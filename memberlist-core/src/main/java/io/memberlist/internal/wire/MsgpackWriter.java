package io.memberlist.internal.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;

/**
 * Writes the dialect of §6.1 into memory: no {@code str8}, no {@code bin}, keys ascending, int
 * fields in the signed types. Reused from message to message; one thread at a time.
 */
final class MsgpackWriter {

  private static final int INT16 = 0xd1;
  private static final int INT32 = 0xd2;
  private static final int INT64 = 0xd3;

  private final MessageBufferPacker packer = Msgpack.packer();
  private final byte[] scratch = new byte[1 + Long.BYTES];

  /** Forgets what was written so far. */
  MsgpackWriter clear() {
    packer.clear();
    return this;
  }

  /** Bytes that are no msgpack: a type byte, user state. */
  MsgpackWriter raw(byte[] bytes) {
    try {
      packer.writePayload(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MsgpackWriter type(int type) {
    return raw(new byte[] {(byte) type});
  }

  /** A record as map, its fields ascending by name. */
  MsgpackWriter record(RecordFormat format, RecordValues values) {
    try {
      packer.packMapHeader(countWritten(format, values));
      for (int position = 0; position < format.size(); position++) {
        int field = format.atWirePosition(position);
        if (isWritten(format, field, values)) {
          bytes(format.name(field));
          value(format.kind(field), values, field);
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void mapHeader(int entries) {
    try {
      packer.packMapHeader(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Text or bytes, which the wire does not tell apart; null is nil. */
  MsgpackWriter bytes(byte @Nullable [] bytes) {
    try {
      if (bytes == null) {
        packer.packNil();
      } else {
        packer.packRawStringHeader(bytes.length);
        packer.writePayload(bytes);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] toByteArray() {
    return packer.toByteArray();
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
    return !format.field(field).omitIfEmpty() || !values.isEmpty(field);
  }

  private void value(RecordFormat.Kind kind, RecordValues values, int field) throws IOException {
    switch (kind) {
      case U8, U16, U32 -> packer.packLong(values.number(field));
      case INT -> signed(values.number(field));
      case BOOL -> packer.packBoolean(values.flag(field));
      case TEXT, BYTES -> bytes(values.bytes(field));
    }
  }

  /**
   * Positive numbers in the signed types: 128 is {@code d10080}, where the library would write
   * {@code cc80}.
   */
  private void signed(long number) throws IOException {
    if (number <= Byte.MAX_VALUE) {
      packer.packLong(number);
    } else if (number <= Short.MAX_VALUE) {
      bigEndian(INT16, number, Short.BYTES);
    } else if (number <= Integer.MAX_VALUE) {
      bigEndian(INT32, number, Integer.BYTES);
    } else {
      bigEndian(INT64, number, Long.BYTES);
    }
  }

  private void bigEndian(int type, long number, int count) throws IOException {
    scratch[0] = (byte) type;
    for (int i = 0; i < count; i++) {
      scratch[1 + i] = (byte) (number >>> 8 * (count - 1 - i));
    }
    packer.writePayload(scratch, 0, 1 + count);
  }
}
