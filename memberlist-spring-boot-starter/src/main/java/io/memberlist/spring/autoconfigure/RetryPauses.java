package io.memberlist.spring.autoconfigure;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts to join (3.3): growing up to a limit, each varied at random. */
final class RetryPauses {

  private RetryPauses() {}

  /**
   * The pause after a failed attempt.
   *
   * @param attempt counts from 1
   */
  static Duration after(int attempt, MemberlistProperties.Join.Retry retry) {
    double factor = Math.pow(retry.getMultiplier(), attempt - 1.0);
    double millis =
        Math.min((double) retry.getMaxDelay().toMillis(), retry.getDelay().toMillis() * factor);
    double jitter = retry.getJitter().toMillis() * ThreadLocalRandom.current().nextDouble(-1, 1);
    return Duration.ofMillis(Math.max(0, Math.round(millis + jitter)));
  }

  /** Whether another attempt follows a failed one. */
  static boolean more(int attempt, MemberlistProperties.Join.Retry retry) {
    var retries = retry.getMaxRetries();
    return retries == null || attempt <= retries;
  }
}
