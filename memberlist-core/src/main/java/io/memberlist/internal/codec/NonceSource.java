package io.memberlist.internal.codec;

/** Where nonces come from: a cryptographic generator, or a fixed sequence in tests and simulations. */
@FunctionalInterface
public interface NonceSource {

  /** Fills the array. */
  void next(byte[] nonce);
}
