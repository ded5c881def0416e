package io.memberlist.test;

import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import io.memberlist.simulator.node.SimNode;

/** Statistics of a node in virtual time, by what the simulated node counts. */
final class Counts {

  private static final Metric[] METRICS = Metric.values();

  private final SimNode node;
  private final Statistics statistics = new Statistics();

  Counts(SimNode node) {
    this.node = node;
  }

  Statistics statistics() {
    return statistics;
  }

  void joined(boolean success) {
    statistics.count(success ? Metric.JOINS_SUCCESS : Metric.JOINS_FAILURE, 1);
  }

  void read() {
    for (var metric : METRICS) {
      if (metric.kind() == Metric.Kind.GAUGE) {
        statistics.gauge(metric, node.count(metric));
      } else if (metric.kind() == Metric.Kind.COUNTER) {
        long news = node.count(metric) - statistics.get(metric);
        if (news > 0) {
          statistics.count(metric, news);
        }
      }
    }
    statistics.gauge(Metric.QUEUE_BROADCASTS, node.running() ? node.state().queuedBroadcasts() : 0);
  }
}
