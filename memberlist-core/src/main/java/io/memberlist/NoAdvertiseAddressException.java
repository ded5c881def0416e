package io.memberlist;

import java.util.List;

/** This machine has no address that others could be told. */
public final class NoAdvertiseAddressException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> candidates;

  /** With every candidate and the reason why it was rejected. */
  public NoAdvertiseAddressException(List<String> candidates) {
    super(
        "no address to advertise was found (candidates: "
            + (candidates.isEmpty() ? "none" : String.join(", ", candidates))
            + "); set advertiseAddr to the address under which other members reach this one");
    this.candidates = List.copyOf(candidates);
  }

  /** Candidates with the reason why each was rejected. */
  public List<String> candidates() {
    return candidates;
  }
}
