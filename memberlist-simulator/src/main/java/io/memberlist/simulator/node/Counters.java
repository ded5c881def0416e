package io.memberlist.simulator.node;

import io.memberlist.metrics.Metric;
import java.util.List;
import java.util.stream.Stream;

/** What is counted over all lives of a node, and the gauges of the present one. */
final class Counters {

  private static final List<Metric> GAUGES =
      Stream.of(Metric.values()).filter(metric -> metric.kind() == Metric.Kind.GAUGE).toList();

  private final long[] metrics = new long[Metric.values().length];
  private long refused;
  private long delegateFailures;

  void count(Metric metric, long delta) {
    metrics[metric.ordinal()] += delta;
  }

  void gauge(Metric metric, long value) {
    metrics[metric.ordinal()] = value;
  }

  /** A life is over. */
  void clearGauges() {
    GAUGES.forEach(metric -> gauge(metric, 0));
  }

  long value(Metric metric) {
    return metrics[metric.ordinal()];
  }

  /** Something was refused as malformed. */
  void countRefused() {
    refused++;
  }

  long refused() {
    return refused;
  }

  /** A delegate threw an exception. */
  void countDelegateFailure() {
    delegateFailures++;
  }

  long delegateFailures() {
    return delegateFailures;
  }
}
