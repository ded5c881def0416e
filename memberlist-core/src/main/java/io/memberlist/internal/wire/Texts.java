package io.memberlist.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 without surprises: what cannot be represented is refused, never replaced (§6.2). */
final class Texts {

  private static final char REPLACEMENT = '\ufffd';

  private Texts() {}

  /**
   * Decodes UTF-8.
   *
   * @throws MalformedBodyException if the bytes are not UTF-8
   */
  static String strict(byte[] bytes) {
    return strict(bytes, 0, bytes.length);
  }

  /** As {@link #strict(byte[])}, of a part of an array. */
  static String strict(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    // the fast decoder above replaces what is wrong; only then, or if a peer really sent U+FFFD,
    // ask the strict one
    if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(bytes, offset, length)) {
      throw MalformedBodyException.of(0, "a text is not valid UTF-8");
    }
    return text;
  }

  static boolean isUtf8(byte[] bytes, int offset, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
