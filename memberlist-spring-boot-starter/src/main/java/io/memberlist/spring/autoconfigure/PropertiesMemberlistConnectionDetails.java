package io.memberlist.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The details as the properties say. */
final class PropertiesMemberlistConnectionDetails implements MemberlistConnectionDetails {

  private final MemberlistProperties properties;

  PropertiesMemberlistConnectionDetails(MemberlistProperties properties) {
    this.properties = properties;
  }

  @Override
  public List<String> getSeeds() {
    return properties.getJoin().getSeeds();
  }

  @Override
  public @Nullable String getLabel() {
    return properties.getLabel();
  }

  /** {@code secret-key} first, for it becomes primary. */
  @Override
  public List<String> getKeys() {
    var keys = new ArrayList<String>();
    var secret = properties.getSecretKey();
    if (secret != null && !secret.isEmpty()) {
      keys.add(secret);
    }
    properties.getEncryption().getKeys().stream()
        .filter(key -> !keys.contains(key))
        .forEach(keys::add);
    return keys;
  }

  @Override
  public String toString() {
    return "MemberlistConnectionDetails["
        + getSeeds().size()
        + " seeds, "
        + getKeys().size()
        + " keys]";
  }
}
