package io.memberlist.spring.autoconfigure;

import io.memberlist.Keyring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the properties as a keyring (F-3). Keys stay texts until here, so that no failed binding
 * prints one.
 */
final class KeyProperties {

  private KeyProperties() {}

  /**
   * The ring, null without keys. {@code names} are the properties the keys come from, in the same
   * order.
   */
  static @Nullable Keyring ring(List<String> keys, List<String> names) {
    if (keys.isEmpty()) {
      return null;
    }
    List<byte[]> decoded = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      byte[] key = decode(keys.get(i), names.get(i));
      if (decoded.stream().anyMatch(other -> Arrays.equals(other, key))) {
        throw new InvalidMemberlistKeyException(names.get(i), "it occurs twice.");
      }
      decoded.add(key);
    }
    return Keyring.of(decoded, decoded.get(0));
  }

  private static byte[] decode(String text, String name) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw new InvalidMemberlistKeyException(name, "it is not base64.");
    }
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new InvalidMemberlistKeyException(
          name, "it decodes to " + key.length + " bytes. AES-GCM keys have 16, 24 or 32 bytes.");
    }
    return key;
  }

  /** Names of the properties behind {@link PropertiesMemberlistConnectionDetails#getKeys}. */
  static List<String> names(MemberlistProperties properties) {
    var names = new ArrayList<String>();
    var secret = properties.getSecretKey();
    if (secret != null && !secret.isEmpty()) {
      names.add("memberlist.secret-key");
    }
    for (int i = 0; i < properties.getEncryption().getKeys().size(); i++) {
      names.add("memberlist.encryption.keys[" + i + "]");
    }
    return names;
  }
}
