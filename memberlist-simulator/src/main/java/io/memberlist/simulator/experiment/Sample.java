package io.memberlist.simulator.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one run has measured. */
public final class Sample {

  private final long seed;
  private final Map<Measure, Double> values = new LinkedHashMap<>();
  private long hash;

  /** Nothing measured yet. */
  public Sample(long seed) {
    this.seed = seed;
  }

  /** Root seed of the run. */
  public long seed() {
    return seed;
  }

  /** Adds a value; one that is not a number stands for something that did not happen. */
  public Sample put(Measure measure, double value) {
    values.put(measure, value);
    return this;
  }

  /** Adds a number of things. */
  public Sample put(Measure measure, long number) {
    return put(measure, (double) number);
  }

  /** A value; null if it was not measured. */
  public @Nullable Double value(Measure measure) {
    return values.get(measure);
  }

  /** All values, in the order in which they came. */
  public Map<Measure, Double> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Remembers the hash over the whole run. */
  public Sample hash(long value) {
    hash = value;
    return this;
  }

  /** 64 bits over all packets and events. */
  public long hash() {
    return hash;
  }
}
