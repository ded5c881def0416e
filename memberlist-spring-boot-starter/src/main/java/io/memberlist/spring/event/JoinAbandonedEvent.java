package io.memberlist.spring.event;

/** All retries of the join are used up. */
public class JoinAbandonedEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  private final int attempt;

  /**
   * Made by the lifecycle.
   *
   * @param origin where and when it happened
   * @param attempt the last one
   */
  public JoinAbandonedEvent(EventOrigin origin, int attempt) {
    super(origin);
    this.attempt = attempt;
  }

  /** Number of the last attempt. */
  public int getAttempt() {
    return attempt;
  }
}
