package io.memberlist.sample.demo;

import io.memberlist.Keyring;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Changes the key of the cluster while it runs, in the three steps that lose no member: everybody
 * gets the new key, everybody encrypts with it, everybody forgets the old one. Keys stay in here;
 * they are known by fingerprints.
 */
final class DemoKeys {

  private static final int FINGERPRINT_BYTES = 8;

  /** In this order. */
  enum Step {
    ADD("added"),
    USE("now encrypting with"),
    REMOVE("removed");

    private final String done;

    Step(String done) {
      this.done = done;
    }

    /** As part of a sentence, after it was done. */
    String done() {
      return done;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A step that was done.
   *
   * @param step which
   * @param fingerprint of the key that it was about, as the actuator shows it
   * @param nodes number of nodes that did it
   */
  record Done(Step step, String fingerprint, int nodes) {}

  private final Supplier<List<Keyring>> rings;
  private final SecureRandom random = new SecureRandom();
  private Step next = Step.ADD;
  private byte[] fresh = {};
  private byte[] old = {};

  /**
   * Nothing is changed yet.
   *
   * @param rings of all nodes that run, the application's first
   */
  DemoKeys(Supplier<List<Keyring>> rings) {
    this.rings = rings;
  }

  /** The step that is possible now; null if the cluster is not encrypted. */
  synchronized @Nullable Step next() {
    return encrypted(rings.get()) ? next : null;
  }

  /** Does a step on all nodes. */
  synchronized Done step(@Nullable String wanted) {
    var all = rings.get();
    if (!encrypted(all)) {
      throw refused("the cluster is not encrypted: start it with memberlist.secret-key");
    }
    if (!next.text().equals(wanted)) {
      throw refused("the next step is " + next.text());
    }
    if (next == Step.ADD) {
      old = all.get(0).keys().get(0);
      fresh = new byte[old.length];
      random.nextBytes(fresh);
    }
    var key = next == Step.REMOVE ? old : fresh;
    try {
      all.forEach(ring -> change(ring, key));
    } catch (IllegalArgumentException e) {
      next = Step.ADD;
      throw refused("somebody else has changed the keys; begin again");
    }
    var done = new Done(next, fingerprint(key), all.size());
    next = Step.values()[(next.ordinal() + 1) % Step.values().length];
    return done;
  }

  private void change(Keyring ring, byte[] key) {
    switch (next) {
      case ADD -> ring.add(key);
      case USE -> ring.use(key);
      case REMOVE -> ring.remove(key);
    }
  }

  /** A ring of its own with the same keys. */
  static Keyring copy(Keyring ring) {
    var keys = ring.keys();
    return keys.isEmpty() ? Keyring.empty() : Keyring.of(keys, keys.get(0));
  }

  private static boolean encrypted(List<Keyring> rings) {
    return !rings.isEmpty() && rings.get(0).size() > 0;
  }

  private static RefusedException refused(String sentence) {
    return new RefusedException(HttpStatus.CONFLICT, sentence);
  }

  private static String fingerprint(byte[] key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, FINGERPRINT_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
