package io.memberlist.spring.event;

import io.memberlist.Memberlist;

/** All retries of the join are used up. */
public class JoinAbandonedEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  private final int attempt;

  /**
   * Made by the lifecycle.
   *
   * @param attempt the last one
   */
  public JoinAbandonedEvent(Memberlist memberlist, long sequence, int attempt) {
    super(memberlist, sequence);
    this.attempt = attempt;
  }

  /** Number of the last attempt. */
  public int getAttempt() {
    return attempt;
  }
}
