package io.memberlist;

/** An encryption key cannot be used; never shows the key. */
public final class InvalidKeyException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final int length;

  /** A key of a wrong length, in bytes. */
  public InvalidKeyException(int length) {
    this(
        "the encryption key has " + length + " bytes; AES-GCM keys have 16, 24 or 32 bytes",
        length);
  }

  /** Any other problem. */
  public InvalidKeyException(String message, int length) {
    super(message);
    this.length = length;
  }

  /** Number of bytes the key has. */
  public int length() {
    return length;
  }
}
