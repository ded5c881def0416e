package io.memberlist.spring.autoconfigure.metrics;

import io.memberlist.Memberlist;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.MetricsListener;
import io.memberlist.metrics.micrometer.MemberlistMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Meters of every node of the context, told apart by the names of their beans. Takes the timers of
 * the starter's own node; removes all meters when the context closes.
 */
final class NodeMeters implements MeterBinder, MetricsListener, AutoCloseable {

  private static final String OWN = "memberlist";

  private final ListableBeanFactory beans;
  private final Map<String, String> labels;
  private final boolean referenceNames;
  private final LongSupplier pendingEvents;
  private final Map<String, MemberlistMetrics> meters = new ConcurrentHashMap<>();
  private volatile @Nullable MemberlistMetrics own;

  NodeMeters(
      ListableBeanFactory beans,
      Map<String, String> labels,
      boolean referenceNames,
      LongSupplier pendingEvents) {
    this.beans = beans;
    this.labels = labels;
    this.referenceNames = referenceNames;
    this.pendingEvents = pendingEvents;
  }

  /** The nodes are looked up here and not earlier, since their configuration needs this bean. */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    var nodes = beans.getBeansOfType(Memberlist.class);
    nodes.forEach(
        (name, node) -> {
          boolean isOwn = name.equals(OWN) || nodes.size() == 1;
          var bound = meters.computeIfAbsent(name, key -> meters(key, node, isOwn));
          bound.bindTo(registry);
          if (isOwn) {
            own = bound;
          }
        });
  }

  private MemberlistMetrics meters(String name, Memberlist node, boolean isOwn) {
    var statistics = node.statistics();
    LongSupplier waiting = () -> statistics.get(Metric.EVENTS_PENDING) + pendingEvents.getAsLong();
    return new MemberlistMetrics(
        () -> statistics,
        isOwn ? Map.of(Metric.EVENTS_PENDING, waiting) : Map.of(),
        name,
        labels,
        referenceNames);
  }

  @Override
  public void timer(Metric metric, long nanos) {
    var target = own;
    if (target != null) {
      target.timer(metric, nanos);
    }
  }

  @Override
  public void sample(Metric metric, long value) {
    var target = own;
    if (target != null) {
      target.sample(metric, value);
    }
  }

  @Override
  public synchronized void close() {
    meters.values().forEach(MemberlistMetrics::close);
    meters.clear();
    own = null;
  }
}
