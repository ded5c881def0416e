package io.memberlist.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * The names read last, so that a name that comes again and again is one string: nothing is
 * allocated for it, and looking it up compares no characters. A fixed number of places, at each of
 * which a newer name replaces an older one. Not thread-safe.
 */
public final class Names {

  private static final int PLACES = 1024;

  /** Longer ones are not kept, so that nobody can fill the memory with them. */
  private static final int LONGEST = 64;

  private final @Nullable String[] recent = new String[PLACES];

  /**
   * The text of some bytes.
   *
   * @throws MalformedBodyException if they are not UTF-8
   */
  String text(byte[] array, int offset, int length) {
    int hash = 0;
    int bits = 0;
    for (int i = offset; i < offset + length; i++) {
      bits |= array[i];
      hash = 31 * hash + array[i]; // that of the string, if all are ASCII
    }
    if (length == 0 || length > LONGEST || bits < 0) {
      return Texts.strict(array, offset, length);
    }
    int place = (hash ^ hash >>> 15) & PLACES - 1;
    var known = recent[place];
    if (known != null && known.hashCode() == hash && says(known, array, offset, length)) {
      return known;
    }
    var text = Texts.strict(array, offset, length);
    recent[place] = text;
    return text;
  }

  private static boolean says(String text, byte[] array, int offset, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != array[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
