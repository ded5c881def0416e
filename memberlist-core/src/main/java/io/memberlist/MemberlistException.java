package io.memberlist;

import org.jspecify.annotations.Nullable;

/** What a member cannot do, and why; never contains key material or payload. */
public class MemberlistException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that says what was attempted and what helps. */
  public MemberlistException(String message) {
    super(message);
  }

  /** With a cause. */
  public MemberlistException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
