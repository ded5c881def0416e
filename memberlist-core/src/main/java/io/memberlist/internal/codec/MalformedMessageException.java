package io.memberlist.internal.codec;

/** What came from the network is not valid. Cheap, without stack trace, since anybody can cause it at packet rate. */
public final class MalformedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why input was refused, as it is counted. */
  public enum Reason {
    LABEL,
    DECRYPT,
    CRC,
    DECODE,
    UNSUPPORTED,
    OVERSIZE
  }

  private final Reason reason;

  public MalformedMessageException(Reason reason, String text) {
    super(text, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
