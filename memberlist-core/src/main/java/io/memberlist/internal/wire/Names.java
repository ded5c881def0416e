package io.memberlist.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * The names read last, so that a name that comes again and again is one string: nothing is
 * allocated for it, and looking it up compares no characters. A fixed number of places, two for
 * each hash, of which a newer name takes the one that was not used last. Not thread-safe.
 */
final class Names {

  /** Longer ones are not kept, so that nobody can fill the memory with them. */
  private static final int LONGEST = 64;

  private final @Nullable String[] recent;

  /** Room for that many, a power of two. */
  Names(int places) {
    recent = new String[places];
  }

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
    int place = place(hash);
    if (says(recent[place], hash, array, offset, length)) {
      return recent[place];
    }
    var text =
        says(recent[place ^ 1], hash, array, offset, length)
            ? recent[place ^ 1]
            : Texts.strict(array, offset, length);
    keep(text, place);
    return text;
  }

  private void keep(String name, int place) {
    recent[place ^ 1] = recent[place];
    recent[place] = name;
  }

  private int place(int hash) {
    return (hash ^ hash >>> 15) & recent.length - 1;
  }

  private static boolean says(
      @Nullable String text, int hash, byte[] array, int offset, int length) {
    if (text == null || text.hashCode() != hash || text.length() != length) {
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
