package io.memberlist.simulator.experiment;

/**
 * A measured value as gates take it.
 *
 * @param value best estimate
 * @param interval where it is with 95 % confidence
 */
public record Estimate(double value, Interval interval) {

  /** A value that is exact. */
  public static Estimate exact(double value) {
    return new Estimate(value, new Interval(value, value));
  }

  /** The mean. */
  public static Estimate mean(Statistics of) {
    return new Estimate(of.mean(), of.meanInterval());
  }

  /** The median. */
  public static Estimate median(Statistics of) {
    return new Estimate(of.median(), of.medianInterval());
  }

  /** The quotient of two. */
  public Estimate over(Estimate other) {
    return new Estimate(value / other.value, interval.over(other.interval));
  }
}
