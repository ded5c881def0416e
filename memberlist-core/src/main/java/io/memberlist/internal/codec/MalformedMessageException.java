package io.memberlist.internal.codec;

/**
 * What came from the network is not valid. Cheap, without stack trace, since anybody can cause it
 * at packet rate.
 */
public final class MalformedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Where in the input is not known. */
  static final long NO_OFFSET = -1;

  /** Why input was refused, as it is counted. */
  public enum Reason {
    LABEL,
    DECRYPT,
    CRC,
    DECODE,
    UNSUPPORTED,
    OVERSIZE
  }

  private final Refusal refusal;
  private final long offset;
  private final String text;

  MalformedMessageException(Refusal refusal, long offset, String text) {
    super(text, null, false, false);
    this.refusal = refusal;
    this.offset = offset;
    this.text = text;
  }

  /** What exactly was wrong. */
  public Refusal refusal() {
    return refusal;
  }

  /** What it is counted as. */
  public Reason reason() {
    return refusal.reason();
  }

  /** Byte of the layer or body at which reading stopped, -1 if unknown. */
  public long offset() {
    return offset;
  }

  @Override
  public String getMessage() {
    return text;
  }
}
