package io.memberlist.internal.wire;

/**
 * A msgpack body that §6.2 refuses. Cheap, without stack trace, since anybody can cause it at
 * packet rate; the codec turns it into its own exceptions.
 */
public final class MalformedBodyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean endOfInput;
  private final long offset;
  private final String text;

  private MalformedBodyException(boolean endOfInput, long offset, String text) {
    super(text, null, false, false);
    this.endOfInput = endOfInput;
    this.offset = offset;
    this.text = text;
  }

  static MalformedBodyException endOfInput(long offset) {
    return new MalformedBodyException(true, offset, "the msgpack object ends early");
  }

  static MalformedBodyException of(long offset, String text) {
    return new MalformedBodyException(false, offset, text);
  }

  /** Whether the input ended inside the object, which streams treat differently (§8.1). */
  public boolean endOfInput() {
    return endOfInput;
  }

  /** Byte of the body, counted from 0, at which reading stopped. */
  public long offset() {
    return offset;
  }

  @Override
  public String getMessage() {
    return text;
  }
}
