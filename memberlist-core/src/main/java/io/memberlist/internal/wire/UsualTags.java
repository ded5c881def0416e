package io.memberlist.internal.wire;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads tags of the form in which they are sent: a map with texts. Whatever is not of that form is
 * left to {@link MsgpackReader}, also to say what is wrong with it.
 */
final class UsualTags {

  private static final int SHORT_MAP = 0x80;
  private static final int SHORT_TEXT = 0xa0;
  private static final int NIL = 0xc0;

  private final byte[] bytes;
  private int at;

  private UsualTags(byte[] bytes, int offset) {
    this.bytes = bytes;
    at = offset;
  }

  /** The tags; null if they are for the general way. Bytes behind the map are ignored. */
  static @Nullable SortedMap<String, String> read(byte[] bytes, int offset) {
    return new UsualTags(bytes, offset).read();
  }

  private @Nullable SortedMap<String, String> read() {
    int first = next();
    int entries = first == 0xde ? unsigned(2) : first < SHORT_TEXT - 16 ? first - SHORT_MAP : -1;
    if (entries < 0) {
      return null;
    }
    var tags = new TreeMap<String, String>();
    for (int i = 0; i < entries; i++) {
      var name = text();
      var value = name == null ? null : text();
      if (name == null || value == null) {
        return null;
      }
      tags.put(name, value);
    }
    return tags;
  }

  private @Nullable String text() {
    int first = next();
    int length =
        switch (first) {
          case 0xd9 -> unsigned(1);
          case 0xda -> unsigned(2);
          default -> first >= SHORT_TEXT && first < NIL ? first - SHORT_TEXT : -1;
        };
    if (length < 0 || length > bytes.length - at) {
      return null;
    }
    try {
      return Texts.strict(Arrays.copyOfRange(bytes, at, at += length));
    } catch (MalformedBodyException notUtf8) {
      return null;
    }
  }

  /** The next byte; -1 at the end. */
  private int next() {
    return at < bytes.length ? bytes[at++] & 0xff : -1;
  }

  /** A number of that many bytes; -1 if they are not there. */
  private int unsigned(int count) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      int next = next();
      if (next < 0) {
        return -1;
      }
      number = number << 8 | next;
    }
    return number;
  }
}
