package io.memberlist.spring.event;

/** An attempt to join the cluster succeeded. */
public class JoinSucceededEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  private final int contacted;
  private final int attempt;
  private final boolean rejoin;

  /**
   * Made by the lifecycle.
   *
   * @param origin where and when it happened
   * @param contacted addresses that answered
   * @param attempt counts from 1
   * @param rejoin whether a rejoin round reached somebody
   */
  public JoinSucceededEvent(EventOrigin origin, int contacted, int attempt, boolean rejoin) {
    super(origin);
    this.contacted = contacted;
    this.attempt = attempt;
    this.rejoin = rejoin;
  }

  /** Number of addresses that answered. */
  public int getContacted() {
    return contacted;
  }

  /** Number of the attempt, from 1; 0 for a rejoin. */
  public int getAttempt() {
    return attempt;
  }

  /** Whether a rejoin round reached somebody, rather than the join at start. */
  public boolean isRejoin() {
    return rejoin;
  }
}
