package io.memberlist;

import org.jspecify.annotations.Nullable;

/** A delegate refuses; thrown by alive and merge delegates. */
public final class VetoException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String vetoedBy;

  /** With a reason. */
  public VetoException(String message) {
    this(message, null);
  }

  /** With a reason and the name of who vetoed. */
  public VetoException(String message, @Nullable String vetoedBy) {
    super(message);
    this.vetoedBy = vetoedBy;
  }

  /** Who vetoed; null if it did not say. */
  public @Nullable String vetoedBy() {
    return vetoedBy;
  }
}
