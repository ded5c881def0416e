package io.memberlist.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

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
  private final MalformedMessageException.Reason reason;

  public StreamRefusedException(
      Treatment treatment, MalformedMessageException.Reason reason, String text, @Nullable Throwable cause) {
    super(text, cause);
    this.treatment = treatment;
    this.reason = reason;
  }

  public Treatment treatment() {
    return treatment;
  }

  public MalformedMessageException.Reason reason() {
    return reason;
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
