package io.memberlist.internal.core;

import io.memberlist.metrics.Metric;

/** Local health (§11.4): 0 is healthy, each point stretches probing by its own length. */
final class HealthScore {

  private final int worst;
  private final Output output;
  private int score;
  private long version;

  /** {@code maxMultiplier} 1 switches it off. */
  HealthScore(int maxMultiplier, Output output) {
    this.worst = maxMultiplier - 1;
    this.output = output;
  }

  void apply(int delta) {
    int changed = Math.max(0, Math.min(worst, score + delta));
    if (changed != score) {
      score = changed;
      version++;
      output.gauge(Metric.HEALTH_SCORE, changed);
    }
  }

  int value() {
    return score;
  }

  /** The duration times (score + 1). */
  long scale(long nanos) {
    return nanos * (score + 1);
  }

  /** Grows with every change. */
  long version() {
    return version;
  }
}
