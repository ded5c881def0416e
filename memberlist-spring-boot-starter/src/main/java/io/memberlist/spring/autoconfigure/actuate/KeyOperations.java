package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.Key;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.Keys;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows and changes the keyring of this node; keys are known by fingerprints. */
final class KeyOperations {

  private static final int FINGERPRINT_BYTES = 8;

  private final Memberlist memberlist;

  private final Consumer<Keyring> changed;

  /** With who is told of every change. */
  KeyOperations(Memberlist memberlist, Consumer<Keyring> changed) {
    this.memberlist = memberlist;
    this.changed = changed;
  }

  Keys keys() {
    var keys = memberlist.keyring().map(Keyring::keys).orElse(List.of());
    var shown = new ArrayList<Key>();
    for (var key : keys) {
      shown.add(new Key(fingerprint(key), key.length * Byte.SIZE, shown.isEmpty()));
    }
    return new Keys(!shown.isEmpty(), shown);
  }

  /** Adds a key in base64. */
  Keys add(@Nullable String text, boolean primary) {
    var key = decode(text);
    var ring =
        memberlist
            .keyring()
            .orElseThrow(
                () -> RefusedException.conflict("This node was configured without a keyring."));
    if (ring.size() == 0 && memberlist.config().gossipVerifyIncoming()) {
      throw RefusedException.conflict(
          "Encryption was off when this node started: a key would cut it off from all members that"
              + " have none. Set 'memberlist.gossip-verify-incoming' to false everywhere first.");
    }
    ring.add(key);
    if (primary) {
      ring.use(key);
    }
    changed.accept(ring);
    return keys();
  }

  Keys use(String fingerprint) {
    var ring = ring();
    ring.use(find(ring, fingerprint));
    changed.accept(ring);
    return keys();
  }

  void remove(String fingerprint) {
    var ring = ring();
    var key = find(ring, fingerprint);
    try {
      ring.remove(key);
      changed.accept(ring);
    } catch (IllegalArgumentException e) {
      throw RefusedException.conflict(
          "This key is the primary one; make another one primary first.");
    }
  }

  private Keyring ring() {
    return memberlist.keyring().orElseThrow(KeyOperations::unknown);
  }

  private static byte[] find(Keyring ring, String fingerprint) {
    return ring.keys().stream()
        .filter(key -> fingerprint(key).equalsIgnoreCase(fingerprint))
        .findFirst()
        .orElseThrow(KeyOperations::unknown);
  }

  /** What was asked for is not repeated: somebody might have put the key there. */
  private static RefusedException unknown() {
    return RefusedException.notFound("There is no key with this fingerprint.");
  }

  private static byte[] decode(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw RefusedException.badRequest("A key in base64 is needed.", "key");
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw RefusedException.badRequest("The key is not base64.", "key");
    }
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw RefusedException.badRequest(
          "The key decodes to " + key.length + " bytes. AES-GCM keys have 16, 24 or 32 bytes.",
          "key");
    }
    return key;
  }

  static String fingerprint(byte[] key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, FINGERPRINT_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
