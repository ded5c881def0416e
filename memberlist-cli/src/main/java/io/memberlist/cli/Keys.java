package io.memberlist.cli;

import io.memberlist.Keyring;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Keys as options spell them: {@code b64:…}, {@code hex:…} or raw text of 16, 24 or 32 bytes. */
public final class Keys {

  private Keys() {}

  /**
   * The key's bytes.
   *
   * @throws IllegalArgumentException without showing the key
   */
  public static byte[] parse(String text) {
    byte[] key = bytes(text);
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new IllegalArgumentException(
          "a key has "
              + key.length
              + " bytes: write b64:… or hex:… of 16, 24 or 32 bytes, or raw text of that length");
    }
    return key;
  }

  /**
   * The same for bytes of any length, which are a key for comparing only.
   *
   * @throws IllegalArgumentException without showing the key, also not as a cause
   */
  public static byte[] bytes(String text) {
    try {
      if (text.startsWith("b64:")) {
        return Base64.getDecoder().decode(text.substring(4));
      }
      if (text.startsWith("hex:")) {
        return HexFormat.of().parseHex(text.substring(4));
      }
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException showsTheKey) {
      throw new IllegalArgumentException("a key is neither base64 after b64:, nor hex after hex:");
    }
  }

  /** A ring with the first key as primary; empty for no keys. */
  public static Keyring ring(List<String> keys) {
    if (keys.isEmpty()) {
      return Keyring.empty();
    }
    var parsed = new ArrayList<byte[]>();
    keys.forEach(key -> parsed.add(parse(key)));
    return Keyring.of(parsed, parsed.get(0));
  }
}
