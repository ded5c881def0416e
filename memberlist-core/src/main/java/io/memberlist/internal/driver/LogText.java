package io.memberlist.internal.driver;

/** Makes text from the network fit for a log line (§17.2). */
final class LogText {

  private static final int LIMIT = 300;

  private LogText() {}

  /** One line without control characters, cut to 300 characters. */
  static String escape(String text) {
    if (text.length() <= LIMIT && harmless(text)) {
      return text;
    }
    var escaped = new StringBuilder();
    int at = 0;
    for (int i = 0; i < LIMIT && at < text.length(); i++) {
      int codePoint = text.codePointAt(at);
      append(escaped, codePoint);
      at += Character.charCount(codePoint);
    }
    return text.length() > LIMIT ? escaped.append("...").toString() : escaped.toString();
  }

  /** Half of a pair of surrogates is dangerous, so that pairs are left to the slow way. */
  private static boolean harmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' && dangerous(c)) {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder target, int codePoint) {
    if (dangerous(codePoint)) {
      target.append(String.format("\\u%04x", codePoint));
    } else {
      target.appendCodePoint(codePoint);
    }
  }

  /** Control characters, line separators and what changes the direction of text. */
  private static boolean dangerous(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
