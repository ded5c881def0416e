package io.memberlist.internal.driver;

import io.memberlist.metrics.Metric;
import io.memberlist.metrics.MetricsListener;
import io.memberlist.metrics.Statistics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everything that is counted or measured goes: the statistics, and single values to the
 * application's listener, single messages to its observer.
 */
final class Measurements {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.state");

  private final Statistics statistics;
  private final @Nullable MetricsListener listener;
  private final ObserverSlot observer;

  Measurements(Statistics statistics, @Nullable MetricsListener listener, ObserverSlot observer) {
    this.statistics = statistics;
    this.listener = listener;
    this.observer = observer;
  }

  ObserverSlot observer() {
    return observer;
  }

  void count(Metric metric) {
    statistics.count(metric, 1);
  }

  void count(Metric metric, long delta) {
    statistics.count(metric, delta);
  }

  void gauge(Metric metric, long value) {
    statistics.gauge(metric, value);
  }

  /** What was measured of a life that has ended says nothing any more. */
  void clearGauges() {
    for (var metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.GAUGE) {
        statistics.gauge(metric, 0);
      }
    }
  }

  /** A duration or a sampled value, by the metric's kind. A listener that throws harms nobody. */
  void sample(Metric metric, long value) {
    if (listener == null) {
      return;
    }
    try {
      if (metric.kind() == Metric.Kind.TIMER) {
        listener.timer(metric, value);
      } else {
        listener.sample(metric, value);
      }
    } catch (Exception | LinkageError e) {
      log.warn("Metrics listener failed on {}", metric.meter(), e);
    }
  }
}
