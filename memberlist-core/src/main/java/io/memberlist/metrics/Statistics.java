package io.memberlist.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters, which only grow, and gauges of one node; they outlive its restarts. Thread-safe, never
 * blocks.
 */
public final class Statistics {

  private final LongAdder[] counters = new LongAdder[Metric.values().length];
  private final AtomicLongArray gauges = new AtomicLongArray(Metric.values().length);

  /** All zero. */
  public Statistics() {
    for (int i = 0; i < counters.length; i++) {
      counters[i] = new LongAdder();
    }
  }

  /** The counter or gauge; 0 for timers and samples. */
  public long get(Metric metric) {
    return metric.kind() == Metric.Kind.GAUGE
        ? gauges.get(metric.ordinal())
        : counters[metric.ordinal()].sum();
  }

  /** Raises a counter. */
  public void count(Metric metric, long delta) {
    counters[metric.ordinal()].add(delta);
  }

  /** Sets a gauge. */
  public void gauge(Metric metric, long value) {
    gauges.set(metric.ordinal(), value);
  }
}
