package io.memberlist.internal.codec;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages that are one record, as {@link Inspection} shows them. */
final class Records {

  private static final String ERROR_TEXT = "Error";

  private Records() {}

  /** Completes a message with its fields and what is left behind the body. */
  static void show(
      Map<String, @Nullable Object> message,
      Map<String, @Nullable Object> fields,
      Buf body,
      int consumed) {
    message.put("fields", fields);
    if (fields.get(ERROR_TEXT) instanceof Map<?, ?> bytes
        && bytes.get("hex") instanceof String hex) {
      fields.put(ERROR_TEXT, errorText(HexFormat.of().parseHex(hex)));
    }
    if (consumed < body.length()) {
      message.put("trailingBytes", body.length() - consumed);
    }
  }

  /** The golden vectors give only the length, since the wording is free. */
  private static Map<String, Object> errorText(byte[] text) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("textLength", text.length);
    shown.put("text", new String(text, StandardCharsets.UTF_8));
    return shown;
  }
}
