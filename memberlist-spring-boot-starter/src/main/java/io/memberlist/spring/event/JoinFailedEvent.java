package io.memberlist.spring.event;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attempt to join the cluster failed. */
public class JoinFailedEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  private final int attempt;
  private final transient Map<String, String> failures;
  private final @Nullable Duration nextDelay;

  /**
   * Made by the lifecycle.
   *
   * @param origin where and when it happened
   * @param attempt counts from 1
   * @param failures reason by seed
   * @param nextDelay pause before the next attempt, null if there is none
   */
  public JoinFailedEvent(
      EventOrigin origin, int attempt, Map<String, String> failures, @Nullable Duration nextDelay) {
    super(origin);
    this.attempt = attempt;
    this.failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    this.nextDelay = nextDelay;
  }

  /** Number of the attempt, from 1. */
  public int getAttempt() {
    return attempt;
  }

  /** Reason by seed. */
  public Map<String, String> getFailures() {
    return failures;
  }

  /** Pause before the next attempt, null if there is none. */
  public @Nullable Duration getNextDelay() {
    return nextDelay;
  }
}
