package io.memberlist.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of one kind of body (§7), in order of declaration, which is what the array form of
 * §6.2 goes by. An index into this list is a field's identity everywhere in this package.
 */
final class RecordFormat {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** No field has that name. */
  static final int UNKNOWN = -1;

  /** What a field holds; decides what is accepted for it (§6.2) and how it is written (§6.1). */
  enum Kind {
    U8(0xffL),
    U16(0xffffL),
    U32(0xffffffffL),
    INT(0),
    BOOL(0),
    TEXT(0),
    BYTES(0);

    private final long max;

    Kind(long max) {
      this.max = max;
    }

    /** Largest value of an unsigned kind. */
    long max() {
      return max;
    }

    boolean isBlob() {
      return this == TEXT || this == BYTES;
    }
  }

  /**
   * One field.
   *
   * @param name on the wire
   * @param kind what it holds
   * @param omitIfEmpty left out if 0, empty or nil
   */
  record Field(String name, Kind kind, boolean omitIfEmpty) {

    Field(String name, Kind kind) {
      this(name, kind, false);
    }

    byte[] nameBytes() {
      return name.getBytes(StandardCharsets.US_ASCII);
    }
  }

  private final List<Field> fields;
  private final Kind[] kinds;
  private final boolean[] omitted;
  private final byte[][] names;

  /** The first bytes of each name, the first one lowest. */
  private final long[] starts;

  private final int[] wireOrder;

  private RecordFormat(List<Field> fields) {
    this.fields = List.copyOf(fields);
    names = new byte[fields.size()][];
    starts = new long[names.length];
    kinds = new Kind[names.length];
    omitted = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = fields.get(i).nameBytes();
      starts[i] = (long) LONGS.get(Arrays.copyOf(names[i], Long.BYTES), 0);
      kinds[i] = fields.get(i).kind();
      omitted[i] = fields.get(i).omitIfEmpty();
    }
    wireOrder = wireOrder(names);
  }

  /** Sorts by insertion: the lists are short, and every node makes them before its first packet. */
  private static int[] wireOrder(byte[][] names) {
    var order = new int[names.length];
    for (int i = 0; i < order.length; i++) {
      int at = i;
      while (at > 0 && Arrays.compareUnsigned(names[order[at - 1]], names[i]) > 0) {
        order[at] = order[--at];
      }
      order[at] = i;
    }
    return order;
  }

  static RecordFormat of(Field... fields) {
    return new RecordFormat(List.of(fields));
  }

  int size() {
    return names.length;
  }

  Field field(int index) {
    return fields.get(index);
  }

  Kind kind(int index) {
    return kinds[index];
  }

  /** Whether the field is left out if it is 0, empty or nil. */
  boolean omitsEmpty(int index) {
    return omitted[index];
  }

  byte[] name(int index) {
    return names[index];
  }

  /** Names of the fields of one kind. */
  List<String> names(Kind kind) {
    var found = new ArrayList<String>();
    for (var field : fields) {
      if (field.kind() == kind) {
        found.add(field.name());
      }
    }
    return found;
  }

  /** Field written at {@code position}: ascending by the bytes of the name (§6.1). */
  int atWirePosition(int position) {
    return wireOrder[position];
  }

  /**
   * As {@link #find(byte[], int, int)}, for records whose fields come in the order of {@link
   * #atWirePosition}.
   *
   * @param position from which on the field is expected
   */
  int findFrom(int position, byte[] array, int offset, int length) {
    if (position < wireOrder.length) {
      int field = wireOrder[position];
      if (isName(field, array, offset, length)) {
        return field;
      }
    }
    return find(array, offset, length);
  }

  private boolean isName(int field, byte[] array, int offset, int length) {
    byte[] name = names[field];
    if (name.length != length) {
      return false;
    }
    if (length <= Long.BYTES && array.length - offset >= Long.BYTES) { // all but one, mostly
      return ((long) LONGS.get(array, offset) ^ starts[field]) << Long.SIZE - Byte.SIZE * length
          == 0;
    }
    return Arrays.equals(name, 0, length, array, offset, offset + length);
  }

  /** Index of the field whose name is exactly these bytes, or {@link #UNKNOWN}. */
  int find(byte[] array, int offset, int length) {
    for (int i = 0; i < names.length; i++) {
      if (isName(i, array, offset, length)) {
        return i;
      }
    }
    return UNKNOWN;
  }
}
