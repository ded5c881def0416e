package io.memberlist;

import java.util.List;

/** The keys of a cluster (§4.2.6): the first, primary one encrypts, all of them decrypt. Thread-safe. */
public final class Keyring {

  /** A ring with {@code primary} first, then the other keys in order; see §4.2.6. */
  public static Keyring of(List<byte[]> keys, byte[] primary) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Checks the length: 16, 24 or 32 bytes. */
  public static void validate(byte[] key) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Appends a key; the first one ever becomes primary. */
  public void add(byte[] key) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Makes an installed key the primary one. */
  public void use(byte[] key) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Removes a key that is not the primary one. */
  public void remove(byte[] key) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Copies of all keys, primary first. */
  public List<byte[]> keys() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of keys; encryption is on while it is not 0. */
  public int size() {
    throw new UnsupportedOperationException("skeleton");
  }
}
