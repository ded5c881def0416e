package io.memberlist;

/** A time limit expired; the message says how far things had come. */
public final class OperationTimeoutException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that says what state was reached. */
  public OperationTimeoutException(String message) {
    super(message);
  }
}
