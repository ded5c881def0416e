package io.memberlist.spring.test;

import io.memberlist.spring.autoconfigure.MemberlistConnectionDetails;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The peers as seeds; label and keys as the properties say. */
final class PeerConnectionDetails implements MemberlistConnectionDetails {

  private final MemberlistProperties properties;
  private final List<String> seeds;

  PeerConnectionDetails(MemberlistProperties properties, int peers) {
    this.properties = properties;
    seeds = IntStream.rangeClosed(1, peers).mapToObj(number -> "peer-" + number).toList();
  }

  @Override
  public List<String> getSeeds() {
    return seeds;
  }

  @Override
  public @Nullable String getLabel() {
    return properties.getLabel();
  }

  @Override
  public List<String> getKeys() {
    var keys = new LinkedHashSet<String>();
    var secret = properties.getSecretKey();
    if (secret != null && !secret.isEmpty()) {
      keys.add(secret);
    }
    keys.addAll(properties.getEncryption().getKeys());
    return List.copyOf(keys);
  }
}
