package io.memberlist;

/** The peer answered with an error. */
public final class RemoteErrorException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final String remoteText;

  /** With the peer's own text, already cut and escaped. */
  public RemoteErrorException(String remoteText) {
    super("remote error: " + remoteText);
    this.remoteText = remoteText;
  }

  /** The peer's text. */
  public String remoteText() {
    return remoteText;
  }
}
