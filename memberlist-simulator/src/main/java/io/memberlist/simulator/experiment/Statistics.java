package io.memberlist.simulator.experiment;

import io.memberlist.simulator.time.SimRandom;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Numbers that belong together: mean, percentiles by nearest rank, and a 95 % interval by bootstrap
 * with a fixed seed.
 */
public final class Statistics {

  private static final int RESAMPLES = 1000;
  private static final long SEED = 95;

  private final double[] sorted;

  /** Leaves out what is not a number. */
  public Statistics(double... values) {
    sorted = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  /** How many. */
  public int size() {
    return sorted.length;
  }

  /** Arithmetic mean; not a number if there are none. */
  public double mean() {
    return mean(sorted);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Sum of all. */
  public double sum() {
    return Arrays.stream(sorted).sum();
  }

  /** The greatest. */
  public double max() {
    return percentile(100);
  }

  /** The smallest. */
  public double min() {
    return sorted.length == 0 ? Double.NaN : sorted[0];
  }

  /** The middle one. */
  public double median() {
    return percentile(50);
  }

  /** Nearest rank; not a number if there are none. */
  public double percentile(double p) {
    return percentile(sorted, p);
  }

  private static double percentile(double[] ordered, double p) {
    if (ordered.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(p / 100 * ordered.length);
    return ordered[Math.max(0, Math.min(ordered.length, rank) - 1)];
  }

  /** Where the mean is with 95 % confidence. */
  public Interval meanInterval() {
    return interval(Statistics::mean);
  }

  /** Where the median is with 95 % confidence. */
  public Interval medianInterval() {
    return interval(
        values -> {
          Arrays.sort(values);
          return percentile(values, 50);
        });
  }

  private Interval interval(ToDoubleFunction<double[]> statistic) {
    if (sorted.length < 2) {
      double only = sorted.length == 0 ? Double.NaN : sorted[0];
      return new Interval(only, only);
    }
    var random = new SimRandom(SEED, sorted.length);
    var results = new double[RESAMPLES];
    var resample = new double[sorted.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int k = 0; k < resample.length; k++) {
        resample[k] = sorted[random.nextInt(sorted.length)];
      }
      results[i] = statistic.applyAsDouble(resample);
    }
    Arrays.sort(results);
    return new Interval(percentile(results, 2.5), percentile(results, 97.5));
  }
}
