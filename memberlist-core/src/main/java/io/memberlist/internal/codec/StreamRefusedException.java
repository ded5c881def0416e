package io.memberlist.internal.codec;

import java.io.IOException;

/** What a stream brought is not valid. Without stack trace, since anybody can cause it. */
public final class StreamRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What the accepting side does about it (§8.1). */
  public enum Treatment {
    /** The peer went away: close, neither log nor answer. */
    SILENT,
    /** Log, answer with an err message, close. */
    REPLY,
    /** Log, close. */
    CLOSE
  }

  private final Treatment treatment;
  private final Refusal refusal;

  StreamRefusedException(Treatment treatment, Refusal refusal, String text) {
    super(text);
    this.treatment = treatment;
    this.refusal = refusal;
  }

  static StreamRefusedException of(Treatment treatment, MalformedMessageException e) {
    return new StreamRefusedException(treatment, e.refusal(), e.getMessage());
  }

  public Treatment treatment() {
    return treatment;
  }

  /** What exactly was wrong. */
  public Refusal refusal() {
    return refusal;
  }

  /** What it is counted as. */
  public MalformedMessageException.Reason reason() {
    return refusal.reason();
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
