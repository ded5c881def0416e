package io.memberlist.internal.wire;

import io.memberlist.internal.wire.RecordFormat.Kind;
import java.util.Arrays;

/**
 * Reads records of the form in which every release sends them: a short map with short keys. Reading
 * them is most of what a busy node does, and the general way takes several times as long.
 *
 * <p>Whatever is not of that form is left to {@link MsgpackReader}, also to say what is wrong with
 * it. Not thread-safe.
 */
final class UsualRecord {

  private static final byte[] NOTHING = {};
  private static final int SHORT_MAP = 0x80;
  private static final int SHORT_TEXT = 0xa0;
  private static final int NIL = 0xc0;
  private static final int FALSE = 0xc2;
  private static final int TRUE = 0xc3;

  private final Names names;
  private byte[] bytes = NOTHING;
  private int at;
  private int end;

  /** Takes names that were read before from there. */
  UsualRecord(Names names) {
    this.names = names;
  }

  /**
   * Fills the values; bytes behind the record are ignored.
   *
   * @return false if it is for the general way; the values mean nothing then
   */
  boolean read(byte[] array, int offset, int length, RecordFormat format, RecordValues values) {
    bytes = array;
    at = offset;
    end = offset + length;
    values.clear();
    boolean usual = entries(format, values);
    bytes = NOTHING;
    return usual;
  }

  private boolean entries(RecordFormat format, RecordValues values) {
    int count = next() - SHORT_MAP;
    if (count < 0 || count > 15) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int length = next() - SHORT_TEXT;
      if (length < 0 || length > 31 || length > end - at) {
        return false;
      }
      int field = format.findFrom(i, bytes, at, length);
      at += length;
      if (field == RecordFormat.UNKNOWN || !value(format.kind(field), field, values)) {
        return false;
      }
    }
    return true;
  }

  private boolean value(Kind kind, int field, RecordValues values) {
    int first = next();
    return switch (kind) {
      case TEXT -> text(length(first), field, values);
      case BYTES -> blob(first, field, values);
      case BOOL -> {
        values.set(field, first == TRUE);
        yield first == TRUE || first == FALSE || first == NIL;
      }
      default -> number(first, kind, field, values);
    };
  }

  private boolean number(int first, Kind kind, int field, RecordValues values) {
    long number =
        switch (first) {
          case NIL -> 0;
          case 0xcc -> unsigned(1);
          case 0xcd -> unsigned(2);
          case 0xce -> unsigned(4);
          default -> first < SHORT_MAP ? first : -1;
        };
    values.set(field, number);
    return number >= 0 && (kind == Kind.INT || number <= kind.max());
  }

  private boolean text(long length, int field, RecordValues values) {
    if (length < 0 || length > end - at) {
      return false;
    }
    try {
      values.setText(field, names.text(bytes, at, (int) length));
    } catch (MalformedBodyException notUtf8) {
      return false;
    }
    at += (int) length;
    return true;
  }

  private boolean blob(int first, int field, RecordValues values) {
    if (first == NIL) {
      values.set(field, (byte[]) null);
      return true;
    }
    long length = length(first);
    if (length < 0 || length > end - at) {
      return false;
    }
    values.set(field, Arrays.copyOfRange(bytes, at, at + (int) length));
    at += (int) length;
    return true;
  }

  /** Of what begins with that byte; 0 for nil, -1 for what is no blob. */
  private long length(int first) {
    return switch (first) {
      case NIL -> 0;
      case 0xc4, 0xd9 -> unsigned(1);
      case 0xc5, 0xda -> unsigned(2);
      default -> first >= SHORT_TEXT && first < NIL ? first - SHORT_TEXT : -1;
    };
  }

  /** The next byte; -1 at the end. */
  private int next() {
    return at < end ? bytes[at++] & 0xff : -1;
  }

  /** A number of that many bytes; -1 if they are not there. */
  private long unsigned(int count) {
    if (count > end - at) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = number << 8 | bytes[at++] & 0xff;
    }
    return number;
  }
}
