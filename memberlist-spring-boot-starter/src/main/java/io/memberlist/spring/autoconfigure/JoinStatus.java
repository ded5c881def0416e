package io.memberlist.spring.autoconfigure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How joining goes.
 *
 * @param seeds as configured
 * @param joined whether an attempt has succeeded since the start
 * @param attempts since the start
 * @param lastSuccess null if there was none
 * @param lastFailure null if there was none
 * @param failures of the last failed attempt, reason by seed
 * @param nextAttempt null unless a retry is scheduled
 */
public record JoinStatus(
    List<String> seeds,
    boolean joined,
    int attempts,
    @Nullable Instant lastSuccess,
    @Nullable Instant lastFailure,
    Map<String, String> failures,
    @Nullable Instant nextAttempt) {

  static JoinStatus initial(List<String> seeds) {
    return new JoinStatus(List.copyOf(seeds), false, 0, null, null, Map.of(), null);
  }

  JoinStatus succeeded(Instant at) {
    return new JoinStatus(seeds, true, attempts + 1, at, lastFailure, failures, null);
  }

  JoinStatus failed(Instant at, Map<String, String> reasons, @Nullable Instant next) {
    return new JoinStatus(seeds, joined, attempts + 1, lastSuccess, at, reasons, next);
  }
}
