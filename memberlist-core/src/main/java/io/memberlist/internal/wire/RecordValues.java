package io.memberlist.internal.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The values of one record, by position in its {@link RecordFormat}. Reused from record to record.
 */
final class RecordValues {

  private static final int MOST_FIELDS = 8;
  private static final byte[] NOTHING = {};

  private final long[] numbers = new long[MOST_FIELDS];
  private final byte[] @Nullable [] blobs = new byte[MOST_FIELDS][];
  private int used;

  /** Everything 0, false, empty, nil. */
  RecordValues clear() {
    for (int field = 0; field < used; field++) {
      numbers[field] = 0;
      blobs[field] = null;
    }
    used = 0;
    return this;
  }

  RecordValues set(int field, long number) {
    used = Math.max(used, field + 1);
    numbers[field] = number;
    return this;
  }

  /** A u32 held in an int. */
  RecordValues setU32(int field, int number) {
    return set(field, Integer.toUnsignedLong(number));
  }

  RecordValues set(int field, boolean flag) {
    return set(field, flag ? 1 : 0);
  }

  RecordValues set(int field, byte @Nullable [] bytes) {
    used = Math.max(used, field + 1);
    blobs[field] = bytes;
    return this;
  }

  RecordValues set(int field, String text) {
    return set(field, text.getBytes(StandardCharsets.UTF_8));
  }

  long number(int field) {
    return numbers[field];
  }

  int u32(int field) {
    return (int) numbers[field];
  }

  int u16(int field) {
    return (int) numbers[field];
  }

  boolean flag(int field) {
    return numbers[field] != 0;
  }

  byte @Nullable [] bytes(int field) {
    return blobs[field];
  }

  byte[] bytesOrEmpty(int field) {
    byte[] bytes = blobs[field];
    return bytes == null ? NOTHING : bytes;
  }

  boolean isEmpty(int field) {
    byte[] bytes = blobs[field];
    return numbers[field] == 0 && (bytes == null || bytes.length == 0);
  }

  /**
   * A name. What is not UTF-8 is refused: replacing bytes would make a different name of it (§6.2).
   *
   * @throws MalformedBodyException if the bytes are not UTF-8
   */
  String text(int field) {
    byte[] bytes = blobs[field];
    return bytes == null ? "" : Texts.strict(bytes);
  }
}
