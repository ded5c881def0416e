package io.memberlist.cli;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Bytes in commands and events: text, hex, or length and checksum. */
public final class Blob {

  private static final int MOST_SHOWN = 4096;
  private static final int HEAD = 64;

  /** Well above what any message may have; more could exhaust memory. */
  private static final int LARGEST_PATTERN = 64 << 20;

  private Blob() {}

  /**
   * Adds {@code nameHex}, {@code nameLen} and, if printable, {@code name}; a summary for long ones;
   * {@code name:null} for null.
   */
  public static Json put(Json json, String name, byte @Nullable [] bytes) {
    if (bytes == null) {
      return json.put(name, null);
    }
    if (bytes.length > MOST_SHOWN) {
      return json.put(name + "Len", bytes.length)
          .put(name + "Head", HexFormat.of().formatHex(bytes, 0, HEAD))
          .put(name + "Sum", sum(bytes));
    }
    json.put(name + "Hex", HexFormat.of().formatHex(bytes)).put(name + "Len", bytes.length);
    return printable(bytes) ? json.put(name, new String(bytes, StandardCharsets.US_ASCII)) : json;
  }

  /** CRC-32, 8 hex digits. */
  private static String sum(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static boolean printable(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0x20 || b > 0x7e) {
        return false;
      }
    }
    return true;
  }

  /**
   * A payload given as {@code msg} (text), {@code hex} or {@code size}; empty if none of them is
   * there.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static byte[] payload(Map<String, @Nullable Object> command) {
    if (command.get("msg") != null) {
      return typed(command, "msg", String.class).getBytes(StandardCharsets.UTF_8);
    }
    if (command.get("hex") != null) {
      return parseHex(typed(command, "hex", String.class));
    }
    if (command.get("size") != null) {
      return pattern(typed(command, "size", Long.class));
    }
    return new byte[0];
  }

  private static <T> T typed(Map<String, @Nullable Object> command, String name, Class<T> type) {
    var value = command.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": expected " + (type == Long.class ? "a number" : "a text"));
    }
    return type.cast(value);
  }

  /** Text, or bytes written as {@code hex:…}. */
  public static byte[] text(String text) {
    return text.startsWith("hex:")
        ? parseHex(text.substring(4))
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes from hex digits, between which blanks may stand. */
  public static byte[] parseHex(String hex) {
    try {
      return HexFormat.of().parseHex(withoutBlanks(hex));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not hex: \"" + cut(hex) + "\"", e);
    }
  }

  private static String withoutBlanks(String hex) {
    var digits = new StringBuilder(hex.length());
    for (int i = 0; i < hex.length(); i++) {
      if (!Character.isWhitespace(hex.charAt(i))) {
        digits.append(hex.charAt(i));
      }
    }
    return digits.toString();
  }

  private static String cut(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static byte[] pattern(long size) {
    if (size < 0 || size > LARGEST_PATTERN) {
      throw new IllegalArgumentException(
          "size is " + size + ": possible are 0 to " + LARGEST_PATTERN);
    }
    var bytes = new byte[(int) size];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i % 26);
    }
    return bytes;
  }
}
