package io.memberlist;

import java.time.Duration;

/** A ping was not answered in time. */
public final class NoPingResponseException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final String nodeName;

  /** With the node and the time waited. */
  public NoPingResponseException(String nodeName, Duration waited) {
    super("no response from node \"" + nodeName + "\" within " + waited.toMillis() + " ms");
    this.nodeName = nodeName;
  }

  /** The node that was pinged. */
  public String nodeName() {
    return nodeName;
  }
}
