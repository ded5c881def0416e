package io.memberlist.spring.ui;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON on one line. Control characters and lone surrogates are escaped, so that no text can
 * end a line of the stream (L-73). Absent values are left out.
 */
final class JsonWriter {

  private final StringBuilder out = new StringBuilder();
  private boolean separate;

  JsonWriter object() {
    return open('{');
  }

  JsonWriter endObject() {
    return close('}');
  }

  JsonWriter array() {
    return open('[');
  }

  JsonWriter endArray() {
    return close(']');
  }

  private JsonWriter open(char bracket) {
    comma();
    out.append(bracket);
    separate = false;
    return this;
  }

  private JsonWriter close(char bracket) {
    out.append(bracket);
    separate = true;
    return this;
  }

  private void comma() {
    if (separate) {
      out.append(',');
    }
    separate = true;
  }

  JsonWriter name(String name) {
    comma();
    quote(name);
    out.append(':');
    separate = false;
    return this;
  }

  JsonWriter value(String text) {
    comma();
    quote(text);
    return this;
  }

  JsonWriter value(long number) {
    comma();
    out.append(number);
    return this;
  }

  JsonWriter value(boolean flag) {
    comma();
    out.append(flag);
    return this;
  }

  /** At most two decimals (L-33). */
  JsonWriter value(double number) {
    comma();
    long hundredths = Math.round(Math.abs(number) * 100);
    out.append(number < 0 && hundredths > 0 ? "-" : "").append(hundredths / 100).append('.');
    out.append((char) ('0' + hundredths / 10 % 10)).append((char) ('0' + hundredths % 10));
    return this;
  }

  /** JSON that is already written. */
  JsonWriter raw(String json) {
    comma();
    out.append(json);
    return this;
  }

  JsonWriter field(String name, @Nullable String text) {
    return text == null ? this : name(name).value(text);
  }

  JsonWriter field(String name, @Nullable Long number) {
    return number == null ? this : name(name).value(number.longValue());
  }

  JsonWriter field(String name, long number) {
    return name(name).value(number);
  }

  JsonWriter field(String name, boolean flag) {
    return name(name).value(flag);
  }

  JsonWriter field(String name, Collection<String> texts) {
    name(name).array();
    texts.forEach(this::value);
    return endArray();
  }

  JsonWriter field(String name, Map<String, String> texts) {
    name(name).object();
    texts.forEach(this::field);
    return endObject();
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (plain(text, i)) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    out.append('"');
  }

  private static boolean plain(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
  }
}
