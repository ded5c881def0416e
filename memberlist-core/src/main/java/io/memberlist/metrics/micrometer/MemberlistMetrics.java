package io.memberlist.metrics.micrometer;

import io.memberlist.metrics.Metric;
import io.memberlist.metrics.MetricsListener;
import io.memberlist.metrics.Statistics;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All meters of a node. Counters and gauges read the node's {@link Statistics}; durations and
 * samples come in as {@link MetricsListener}, so it has to be {@code Config.metricsListener} as
 * well. Works with several registries; {@link #close} removes the meters from them.
 */
public final class MemberlistMetrics implements MeterBinder, MetricsListener, AutoCloseable {

  private record Bound(MeterRegistry registry, Meter meter) {}

  private final Supplier<Statistics> statistics;
  private final Map<Metric, LongSupplier> gauges;
  private final Tags tags;
  private final boolean referenceNames;
  private final Queue<Bound> bound = new ConcurrentLinkedQueue<>();
  private final Map<Metric, CopyOnWriteArrayList<Timer>> timers = new ConcurrentHashMap<>();
  private final Map<Metric, CopyOnWriteArrayList<DistributionSummary>> summaries =
      new ConcurrentHashMap<>();

  /**
   * Meters that are not bound to a registry yet.
   *
   * @param statistics of the node; asked when a registry is bound
   * @param name value of the tag {@code name}
   * @param labels further tags
   * @param referenceNames spell names as the reference does (§17.1) where it has the metric
   */
  public MemberlistMetrics(
      Supplier<Statistics> statistics,
      String name,
      Map<String, String> labels,
      boolean referenceNames) {
    this(statistics, Map.of(), name, labels, referenceNames);
  }

  /**
   * As {@link #MemberlistMetrics(Supplier, String, Map, boolean)}, with gauges that somebody else
   * knows better than the node.
   *
   * @param statistics of the node; asked when a registry is bound
   * @param gauges what to read instead of the statistics
   * @param name value of the tag {@code name}
   * @param labels further tags
   * @param referenceNames spell names as the reference does (§17.1) where it has the metric
   */
  public MemberlistMetrics(
      Supplier<Statistics> statistics,
      Map<Metric, LongSupplier> gauges,
      String name,
      Map<String, String> labels,
      boolean referenceNames) {
    this.statistics = statistics;
    this.gauges = Map.copyOf(gauges);
    this.referenceNames = referenceNames;
    var all = new ArrayList<Tag>();
    all.add(Tag.of("name", name));
    labels.forEach((key, value) -> all.add(Tag.of(key, value)));
    this.tags = Tags.of(all);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    var source = statistics.get();
    for (var metric : Metric.values()) {
      bound.add(new Bound(registry, register(metric, source, registry)));
    }
  }

  private Meter register(Metric metric, Statistics source, MeterRegistry registry) {
    return switch (metric.kind()) {
      case COUNTER ->
          FunctionCounter.builder(name(metric), source, s -> s.get(metric))
              .tags(tags(metric))
              .baseUnit(unit(metric))
              .register(registry);
      case GAUGE ->
          Gauge.builder(name(metric), gauge(metric, source))
              .tags(tags(metric))
              .baseUnit(unit(metric))
              .strongReference(true)
              .register(registry);
      case TIMER ->
          keep(timers, metric, Timer.builder(name(metric)).tags(tags(metric)).register(registry));
      case SAMPLE ->
          keep(
              summaries,
              metric,
              DistributionSummary.builder(name(metric))
                  .tags(tags(metric))
                  .baseUnit(unit(metric))
                  .register(registry));
    };
  }

  private Supplier<Number> gauge(Metric metric, Statistics source) {
    var other = gauges.get(metric);
    return other == null ? () -> source.get(metric) : other::getAsLong;
  }

  /** Once, also if a registry is bound twice. Meters of two registries may be equal. */
  private static <T extends Meter> T keep(
      Map<Metric, CopyOnWriteArrayList<T>> meters, Metric metric, T meter) {
    var kept = meters.computeIfAbsent(metric, key -> new CopyOnWriteArrayList<>());
    if (kept.stream().noneMatch(other -> other == meter)) {
      kept.add(meter);
    }
    return meter;
  }

  private String name(Metric metric) {
    var reference = metric.referenceName();
    return referenceNames && reference != null ? reference : metric.meter();
  }

  private Tags tags(Metric metric) {
    var tag = metric.tag();
    var value = metric.tagValue();
    if (tag == null || value == null) {
      return tags;
    }
    boolean reference = referenceNames && metric.referenceName() != null;
    return tags.and(reference ? tag.replace('.', '_') : tag, value);
  }

  /** Null for none: an empty text would end up in the name as Prometheus spells it. */
  private static @Nullable String unit(Metric metric) {
    return metric.unit().isEmpty() ? null : metric.unit();
  }

  @Override
  public void timer(Metric metric, long nanos) {
    var kept = timers.get(metric);
    if (kept != null) {
      kept.forEach(timer -> timer.record(nanos, TimeUnit.NANOSECONDS));
    }
  }

  @Override
  public void sample(Metric metric, long value) {
    var kept = summaries.get(metric);
    if (kept != null) {
      kept.forEach(summary -> summary.record((double) value));
    }
  }

  /** Removes the meters from all registries. */
  @Override
  public void close() {
    for (var entry = bound.poll(); entry != null; entry = bound.poll()) {
      entry.registry.remove(entry.meter);
    }
    timers.clear();
    summaries.clear();
  }
}
