package io.memberlist;

/** A waiting thread was interrupted; its interrupt flag is set again. */
public final class OperationInterruptedException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that says what state was reached. */
  public OperationInterruptedException(String message) {
    super(message);
  }
}
