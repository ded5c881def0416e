package io.memberlist.simulator.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One axis of a plot.
 *
 * @param low value at the start
 * @param high value at the end
 * @param logarithmic whether places go by the logarithm
 * @param start place of the low end
 * @param end place of the high end
 */
record Axis(double low, double high, boolean logarithmic, double start, double end) {

  private static final int TICKS = 6;

  /** An axis that holds all values; a linear one may begin at 0. */
  static Axis of(double[] values, boolean logarithmic, boolean fromZero, double start, double end) {
    double low = Arrays.stream(values).filter(v -> !logarithmic || v > 0).min().orElse(1);
    double high = Math.max(Arrays.stream(values).max().orElse(10), low);
    if (!logarithmic && fromZero) {
      low = Math.min(0, low);
    }
    if (high == low) {
      high = low + 1;
    }
    return new Axis(
        low,
        logarithmic ? high : high + (fromZero ? (high - low) / 10 : 0),
        logarithmic,
        start,
        end);
  }

  double place(double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return start + share * (end - start);
  }

  List<Double> ticks() {
    return logarithmic ? powers() : steps();
  }

  private List<Double> powers() {
    var ticks = new ArrayList<Double>();
    for (double power = Math.pow(10, Math.floor(Math.log10(low))); power <= high; power *= 10) {
      for (double factor : new double[] {1, 2, 5}) {
        if (power * factor >= low && power * factor <= high) {
          ticks.add(power * factor);
        }
      }
    }
    return ticks;
  }

  private List<Double> steps() {
    double raw = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = power * (raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
    var ticks = new ArrayList<Double>();
    for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
