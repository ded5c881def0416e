package io.memberlist.spring.autoconfigure;

import io.memberlist.metrics.Metric;
import io.memberlist.metrics.MetricsListener;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Several listeners as one, in their order: the starter's meters do not exclude the application's.
 */
record MetricsListeners(List<MetricsListener> all) implements MetricsListener {

  static Optional<MetricsListener> of(ObjectProvider<MetricsListener> beans) {
    var found = beans.orderedStream().toList();
    return switch (found.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(found.get(0));
      default -> Optional.of(new MetricsListeners(found));
    };
  }

  @Override
  public void timer(Metric metric, long nanos) {
    all.forEach(listener -> listener.timer(metric, nanos));
  }

  @Override
  public void sample(Metric metric, long value) {
    all.forEach(listener -> listener.sample(metric, value));
  }
}
