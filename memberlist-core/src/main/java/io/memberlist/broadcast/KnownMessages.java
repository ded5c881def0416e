package io.memberlist.broadcast;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which messages were there before, by 128 bits of a hash, the one longest not seen first.
 * Thread-safe.
 *
 * <p>Seeing a message again renews it: what still goes round must not be taken for new.
 */
final class KnownMessages {

  private record Hash(long high, long low) {}

  private final int most;
  private final long windowNanos;
  private final Map<Hash, Long> lastSeen = new LinkedHashMap<>();

  /**
   * Remembers nothing yet.
   *
   * @param most messages; the one longest not seen makes room
   * @param windowNanos since a message was last seen, after which it is forgotten
   */
  KnownMessages(int most, long windowNanos) {
    this.most = most;
    this.windowNanos = windowNanos;
  }

  /** Remembers a message; true if it was not known. */
  boolean add(byte[] message, long now) {
    var hash = hash(message); // outside the lock: it is the expensive part
    synchronized (this) {
      forget(now);
      boolean unknown = lastSeen.remove(hash) == null;
      lastSeen.put(hash, now);
      if (lastSeen.size() > most) {
        removeEldest();
      }
      return unknown;
    }
  }

  synchronized int size() {
    return lastSeen.size();
  }

  private void forget(long now) {
    while (!lastSeen.isEmpty() && now - lastSeen.values().iterator().next() > windowNanos) {
      removeEldest();
    }
  }

  private void removeEldest() {
    var eldest = lastSeen.keySet().iterator();
    eldest.next();
    eldest.remove();
  }

  private static Hash hash(byte[] message) {
    try {
      var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(message));
      return new Hash(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
