package io.memberlist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of a cluster (§4.2.6): the first, primary one encrypts, all of them decrypt. May be
 * changed while nodes use it; a ring without keys means no encryption.
 *
 * <p>Thread-safe: changes are atomic [H1], readers never wait. Keys are copied on the way in and
 * out and never shown.
 */
public final class Keyring {

  private volatile Snapshot snapshot;

  private Keyring(List<byte[]> keys) {
    snapshot = new Snapshot(keys);
  }

  /** A ring without keys. */
  public static Keyring empty() {
    return new Keyring(List.of());
  }

  /** A ring with one key. */
  public static Keyring of(byte[] primary) {
    return of(List.of(), primary);
  }

  /**
   * A ring with {@code primary} first, then the other keys in order; repeated keys count once.
   *
   * @param primary may be empty only if there are no keys at all
   * @throws InvalidKeyException if a key has not 16, 24 or 32 bytes
   * @throws IllegalArgumentException if there are keys, but no primary one
   */
  public static Keyring of(List<byte[]> keys, byte[] primary) {
    if (keys.isEmpty() && primary.length == 0) {
      return empty();
    }
    if (primary.length == 0) {
      throw new IllegalArgumentException(
          "a keyring of " + keys.size() + " keys needs a primary key");
    }
    var ring = empty();
    ring.add(primary);
    keys.forEach(ring::add);
    return ring;
  }

  /**
   * Checks the length of a key.
   *
   * @throws InvalidKeyException unless the key has 16, 24 or 32 bytes
   */
  public static void validate(byte[] key) {
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new InvalidKeyException(key.length);
    }
  }

  /**
   * Appends a key; the first one ever becomes primary. A key that is there already changes nothing.
   *
   * @throws InvalidKeyException unless the key has 16, 24 or 32 bytes
   */
  public synchronized void add(byte[] key) {
    validate(key);
    if (snapshot.find(key) >= 0) {
      return;
    }
    var keys = new ArrayList<>(snapshot.keys);
    keys.add(key.clone());
    snapshot = new Snapshot(keys);
  }

  /**
   * Makes an installed key the primary one; the others keep their order.
   *
   * @throws IllegalArgumentException if the key is not installed
   */
  public synchronized void use(byte[] key) {
    int index = snapshot.find(key);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the key is not in the keyring; add it on all nodes before using it");
    }
    var keys = new ArrayList<>(snapshot.keys);
    keys.add(0, keys.remove(index));
    snapshot = new Snapshot(keys);
  }

  /**
   * Removes a key that is not the primary one. An absent key changes nothing.
   *
   * @throws IllegalArgumentException if it is the primary key
   * @throws IllegalStateException if there are no keys
   */
  public synchronized void remove(byte[] key) {
    if (snapshot.size() == 0) {
      throw new IllegalStateException("the keyring is empty, there is no key to remove");
    }
    int index = snapshot.find(key);
    if (index == 0) {
      throw new IllegalArgumentException(
          "the primary key cannot be removed; use another one first");
    }
    if (index < 0) {
      return;
    }
    var keys = new ArrayList<>(snapshot.keys);
    keys.remove(index);
    snapshot = new Snapshot(keys);
  }

  /** Copies of all keys, primary first. */
  public List<byte[]> keys() {
    return snapshot.keys.stream().map(byte[]::clone).toList();
  }

  /** Number of keys; encryption is on while it is not 0. */
  public int size() {
    return snapshot.size();
  }

  /** The keys as they are now. As long as nothing changes, it is the same object. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** Number of keys, never a key. */
  @Override
  public String toString() {
    return "Keyring of " + size() + " keys";
  }

  /** The keys of one moment; does not change. */
  public static final class Snapshot {

    private final List<byte[]> keys;

    private Snapshot(List<byte[]> keys) {
      this.keys = List.copyOf(keys);
    }

    /** Number of keys. */
    public int size() {
      return keys.size();
    }

    /** A copy of a key; 0 is the primary one. */
    public byte[] key(int index) {
      return keys.get(index).clone();
    }

    private int find(byte[] key) {
      for (int i = 0; i < keys.size(); i++) {
        if (Arrays.equals(keys.get(i), key)) {
          return i;
        }
      }
      return -1;
    }

    /** Number of keys, never a key. */
    @Override
    public String toString() {
      return keys.size() + " keys";
    }
  }
}
