package io.memberlist.internal.driver;

/** Makes text from the network fit for a log line (§17.2). */
final class LogText {

  private static final int LIMIT = 300;

  private LogText() {}

  /** One line without control characters, cut to 300 characters. */
  static String escape(String text) {
    if (text.length() <= LIMIT && text.codePoints().noneMatch(LogText::dangerous)) {
      return text;
    }
    var escaped = new StringBuilder();
    text.codePoints().limit(LIMIT).forEach(c -> append(escaped, c));
    return text.length() > LIMIT ? escaped.append("...").toString() : escaped.toString();
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
