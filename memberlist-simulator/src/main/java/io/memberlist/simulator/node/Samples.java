package io.memberlist.simulator.node;

import io.memberlist.metrics.Metric;
import io.memberlist.metrics.MetricsListener;
import org.jspecify.annotations.Nullable;

/** Single measurements of one life, for the application's listener if there is one. */
final class Samples {

  private final SimNode node;
  private final @Nullable MetricsListener listener;

  Samples(SimNode node, @Nullable MetricsListener listener) {
    this.node = node;
    this.listener = listener;
  }

  /** A duration in virtual nanoseconds or a sampled value, by the metric's kind. */
  void add(Metric metric, long value) {
    if (listener == null) {
      return;
    }
    try {
      if (metric.kind() == Metric.Kind.TIMER) {
        listener.timer(metric, value);
      } else {
        listener.sample(metric, value);
      }
    } catch (RuntimeException e) {
      node.counters.countDelegateFailure();
    }
  }
}
