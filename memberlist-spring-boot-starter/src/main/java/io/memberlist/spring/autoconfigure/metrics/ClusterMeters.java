package io.memberlist.spring.autoconfigure.metrics;

import io.memberlist.spring.cluster.ClusterEventCounts.Outcome;
import io.memberlist.spring.cluster.ClusterEvents;
import io.memberlist.spring.cluster.MemberlistCoordinator;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.beans.factory.ObjectProvider;

/** Meters of cluster events and of the coordinator, where there are such. */
final class ClusterMeters implements MeterBinder, AutoCloseable {

  private record Bound(MeterRegistry registry, Meter meter) {}

  private final ObjectProvider<ClusterEvents> events;
  private final ObjectProvider<MemberlistCoordinator> coordinator;
  private final Tags tags;
  private final Queue<Bound> bound = new ConcurrentLinkedQueue<>();

  ClusterMeters(
      ObjectProvider<ClusterEvents> events,
      ObjectProvider<MemberlistCoordinator> coordinator,
      Tags tags) {
    this.events = events;
    this.coordinator = coordinator;
    this.tags = tags;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    events.ifUnique(
        target -> {
          for (var outcome : Outcome.values()) {
            keep(
                registry,
                FunctionCounter.builder(
                        "memberlist.cluster.events", target.counts(), c -> c.get(outcome))
                    .tags(tags.and("outcome", outcome.text()))
                    .register(registry));
          }
        });
    coordinator.ifUnique(
        target ->
            keep(
                registry,
                Gauge.builder("memberlist.coordinator", target, c -> c.isCoordinator() ? 1 : 0)
                    .tags(tags)
                    .register(registry)));
  }

  private void keep(MeterRegistry registry, Meter meter) {
    bound.add(new Bound(registry, meter));
  }

  @Override
  public void close() {
    for (var entry = bound.poll(); entry != null; entry = bound.poll()) {
      entry.registry.remove(entry.meter);
    }
  }
}
