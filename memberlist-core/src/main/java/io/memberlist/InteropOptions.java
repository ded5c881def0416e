package io.memberlist;

/**
 * Group {@code interop}: concessions to particular peers.
 *
 * @param mappedAddress whether the own IPv4 address is announced in 16-byte form, as the reference
 *     does when it is bound to the wildcard address; needed to take over name and address of such a
 *     node (§20.1, Q1)
 */
public record InteropOptions(boolean mappedAddress) {

  /** Off: IPv4 addresses are announced with 4 bytes. */
  public static final InteropOptions DEFAULT = new InteropOptions(false);

  /** A copy with {@link #mappedAddress()} changed. */
  public InteropOptions withMappedAddress(boolean value) {
    return new InteropOptions(value);
  }
}
