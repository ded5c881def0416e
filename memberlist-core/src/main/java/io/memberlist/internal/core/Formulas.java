package io.memberlist.internal.core;

import java.util.random.RandomGenerator;

/** The formulas of §11; durations in nanoseconds. */
final class Formulas {

  /** From this size on state is exchanged less often. */
  private static final int PUSH_PULL_SCALE_THRESHOLD = 32;

  private Formulas() {}

  /**
   * Minimum suspicion time: {@code mult * max(1, log10(nodes)) * interval}, the logarithm cut to
   * thousandths (§11.1).
   *
   * @param nodes estimated cluster size
   */
  static long suspicionTimeout(int mult, int nodes, long intervalNanos) {
    double scale = Math.max(1.0, Math.log10(Math.max(1.0, nodes)));
    return mult * (long) (scale * 1000) * intervalNanos / 1000;
  }

  /**
   * When a suspicion ends, counted from its start: shrinks from {@code max} to {@code min} with
   * every confirmation, in whole milliseconds (§11.3).
   *
   * @param confirmations 0 up
   * @param wanted confirmations for the minimum; below 1 the minimum applies at once
   */
  static long suspicionTime(int confirmations, int wanted, long minNanos, long maxNanos) {
    if (wanted < 1) {
      return minNanos;
    }
    double share = Math.log(confirmations + 1.0) / Math.log(wanted + 1.0);
    double seconds = maxNanos / 1e9 - share * (maxNanos - minNanos) / 1e9;
    long millis = (long) Math.floor(1000 * seconds);
    return Math.max(millis * 1_000_000, minNanos);
  }

  /**
   * How often one rumour is sent before it is forgotten: {@code mult} times the number of decimal
   * digits of {@code nodes} (§11.2).
   *
   * @param nodes estimated cluster size, all known records included; 0 before the first one
   */
  static int retransmitLimit(int mult, int nodes) {
    int digits = 0;
    for (int rest = nodes; rest > 0; rest /= 10) {
      digits++;
    }
    return mult * digits;
  }

  /**
   * Where in its first interval a periodic task starts, so that nodes are not in step: at random, 0
   * if there is no interval.
   */
  static long randomOffset(RandomGenerator random, long intervalNanos) {
    return intervalNanos <= 0 ? 0 : random.nextLong(intervalNanos);
  }

  /**
   * Interval between periodic state exchanges: stretched by one for each doubling beyond 32 nodes
   * (§11.7).
   */
  static long pushPullInterval(long intervalNanos, int nodes) {
    if (nodes <= PUSH_PULL_SCALE_THRESHOLD) {
      return intervalNanos;
    }
    int log2 = Integer.SIZE - Integer.numberOfLeadingZeros(nodes - 1);
    return (log2 - 4L) * intervalNanos;
  }
}
