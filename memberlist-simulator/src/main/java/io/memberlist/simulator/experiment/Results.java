package io.memberlist.simulator.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** What the runs of a grid have measured, in one variant. */
public final class Results {

  private final Profile profile;
  private final Variant variant;
  private final Map<Point, List<Sample>> samples;

  Results(Profile profile, Variant variant, Map<Point, List<Sample>> samples) {
    this.profile = profile;
    this.variant = variant;
    this.samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
  }

  /** The profile that was run. */
  public Profile profile() {
    return profile;
  }

  /** The variant that was run. */
  public Variant variant() {
    return variant;
  }

  /** The points in the order of the grid. */
  public List<Point> points() {
    return List.copyOf(samples.keySet());
  }

  /** Those that fulfil a condition. */
  public List<Point> points(Predicate<Point> which) {
    return samples.keySet().stream().filter(which).toList();
  }

  /** The runs of a point, in the order of their seeds. */
  public List<Sample> samples(Point point) {
    return samples.getOrDefault(point, List.of());
  }

  /** What was measured at a point, in the order in which it came. */
  public Set<Measure> measures(Point point) {
    var found = new LinkedHashSet<Measure>();
    samples(point).forEach(sample -> found.addAll(sample.values().keySet()));
    return found;
  }

  /** A value over all runs of a point. */
  public Statistics of(Point point, Measure measure) {
    return over(point::equals, measure);
  }

  /** A value over all runs of some points. */
  public Statistics over(Predicate<Point> which, Measure measure) {
    return new Statistics(
        samples.entrySet().stream()
            .filter(entry -> which.test(entry.getKey()))
            .flatMap(entry -> entry.getValue().stream())
            .map(sample -> sample.value(measure))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray());
  }
}
