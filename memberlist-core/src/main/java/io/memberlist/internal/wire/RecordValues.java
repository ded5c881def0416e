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
  private final @Nullable String[] texts = new String[MOST_FIELDS];

  // one bit for each field that was set; of the others the arrays hold what was there before
  private int withNumber;
  private int withBlob;
  private int withText;

  /** Everything 0, false, empty, nil. */
  RecordValues clear() {
    withNumber = 0;
    withBlob = 0;
    withText = 0;
    return this;
  }

  RecordValues set(int field, long number) {
    withNumber |= 1 << field;
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
    withBlob |= 1 << field;
    blobs[field] = bytes;
    return this;
  }

  RecordValues set(int field, String text) {
    return set(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A name that was read already. */
  RecordValues setText(int field, String text) {
    withText |= 1 << field;
    texts[field] = text;
    return this;
  }

  private static boolean has(int fields, int field) {
    return (fields & 1 << field) != 0;
  }

  long number(int field) {
    return has(withNumber, field) ? numbers[field] : 0;
  }

  int u32(int field) {
    return (int) number(field);
  }

  int u16(int field) {
    return (int) number(field);
  }

  boolean flag(int field) {
    return number(field) != 0;
  }

  byte @Nullable [] bytes(int field) {
    return has(withBlob, field) ? blobs[field] : null;
  }

  byte[] bytesOrEmpty(int field) {
    byte[] bytes = bytes(field);
    return bytes == null ? NOTHING : bytes;
  }

  boolean isEmpty(int field) {
    byte[] bytes = bytes(field);
    return number(field) == 0 && (bytes == null || bytes.length == 0);
  }

  /**
   * A name. What is not UTF-8 is refused: replacing bytes would make a different name of it (§6.2).
   *
   * @throws MalformedBodyException if the bytes are not UTF-8
   */
  String text(int field) {
    String read = has(withText, field) ? texts[field] : null;
    if (read != null) {
      return read;
    }
    byte[] bytes = bytes(field);
    return bytes == null ? "" : Texts.strict(bytes);
  }
}
