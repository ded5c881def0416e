package io.memberlist.internal.codec;

import java.security.SecureRandom;

/**
 * Where nonces come from: a cryptographic generator, or a sequence in tests and simulations.
 * Thread-safe; no nonce may come twice with the same key, and the platform's cipher refuses to use
 * one twice in a row.
 */
@FunctionalInterface
public interface NonceSource {

  /** Fills the array. */
  void next(byte[] nonce);

  /** The one for real nodes (§18.4). */
  static NonceSource secure() {
    return new SecureRandom()::nextBytes;
  }
}
