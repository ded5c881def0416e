package io.memberlist.internal.codec;

import io.memberlist.Config;
import io.memberlist.Keyring;
import org.jspecify.annotations.Nullable;

/**
 * Everything variable about packets and streams of one node, as one value.
 *
 * @param label empty for none
 * @param skipInboundLabelCheck something in front of the node has removed and checked the label
 * @param keyring encryption is on while it holds a key; null for never
 * @param verifyIncoming refuse plaintext
 * @param verifyOutgoing encrypt
 * @param compress compress where it pays
 * @param encryptionVersion 0 (padded) or 1, for sending
 */
public record CodecSettings(
    String label,
    boolean skipInboundLabelCheck,
    @Nullable Keyring keyring,
    boolean verifyIncoming,
    boolean verifyOutgoing,
    boolean compress,
    int encryptionVersion) {

  /** What a configuration says. */
  public static CodecSettings of(Config config) {
    return new CodecSettings(
        config.label(),
        config.skipInboundLabelCheck(),
        config.keyring(),
        config.gossipVerifyIncoming(),
        config.gossipVerifyOutgoing(),
        config.enableCompression(),
        config.protocolVersion() < 2 ? 0 : 1);
  }

  /** Whether there is a key. */
  public boolean encryptionEnabled() {
    return keyring != null && keyring.size() > 0;
  }
}
