package io.memberlist.spring.autoconfigure;

import io.memberlist.Keyring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the properties, or of other connection details, as a keyring (F-3). Keys stay texts until
 * here, so that no failed binding prints one.
 *
 * @param primary null if the first of the others is primary
 */
record KeyProperties(@Nullable Named primary, List<Named> others) {

  /** A key as text and where it comes from; {@code toString} shows no key. */
  record Named(String property, String key) {
    @Override
    public String toString() {
      return property;
    }
  }

  static KeyProperties of(MemberlistConnectionDetails details, MemberlistProperties properties) {
    if (!(details instanceof PropertiesMemberlistConnectionDetails)) {
      return new KeyProperties(
          null, named(details.getClass().getSimpleName() + ".keys", details.getKeys()));
    }
    var file = properties.getEncryption().getKeyringFile();
    if (file != null) {
      return new KeyProperties(null, named(KeyringFile.PROPERTY, new KeyringFile(file).keys()));
    }
    var secret = properties.getSecretKey();
    return new KeyProperties(
        secret == null || secret.isEmpty() ? null : new Named("memberlist.secret-key", secret),
        named("memberlist.encryption.keys", properties.getEncryption().getKeys()));
  }

  private static List<Named> named(String property, List<String> keys) {
    var named = new ArrayList<Named>();
    for (int i = 0; i < keys.size(); i++) {
      named.add(new Named(property + "[" + i + "]", keys.get(i)));
    }
    return named;
  }

  /**
   * The ring, {@code bean} if there is one, null without keys. The primary key may be repeated
   * among the others: that is how one of several is chosen.
   */
  @Nullable Keyring ring(@Nullable Keyring bean) {
    var first = primary != null ? primary : others.isEmpty() ? null : others.get(0);
    if (first == null) {
      return bean;
    }
    if (bean != null) {
      throw new InvalidMemberlistKeyException(first.property, "a Keyring bean is defined as well.");
    }
    List<byte[]> decoded = new ArrayList<>();
    for (var other : others) {
      byte[] key = decode(other);
      if (decoded.stream().anyMatch(earlier -> Arrays.equals(earlier, key))) {
        throw new InvalidMemberlistKeyException(other.property, "it occurs twice.");
      }
      decoded.add(key);
    }
    return Keyring.of(decoded, decode(first));
  }

  private static byte[] decode(Named named) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(named.key.strip());
    } catch (IllegalArgumentException e) {
      throw new InvalidMemberlistKeyException(named.property, "it is not base64.");
    }
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new InvalidMemberlistKeyException(
          named.property,
          "it decodes to " + key.length + " bytes. AES-GCM keys have 16, 24 or 32 bytes.");
    }
    return key;
  }
}
