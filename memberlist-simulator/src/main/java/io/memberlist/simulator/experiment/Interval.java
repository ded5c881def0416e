package io.memberlist.simulator.experiment;

/** Where a value is with 95 % confidence; both ends belong to it. */
public record Interval(double low, double high) {

  /**
   * The quotient of two independent values: where it certainly is if both are in their intervals.
   */
  public Interval over(Interval other) {
    return new Interval(low / other.high, high / other.low);
  }
}
