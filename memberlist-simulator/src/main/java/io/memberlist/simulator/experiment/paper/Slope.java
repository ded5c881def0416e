package io.memberlist.simulator.experiment.paper;

import io.memberlist.simulator.experiment.Estimate;
import io.memberlist.simulator.experiment.Interval;
import io.memberlist.simulator.experiment.Point;
import io.memberlist.simulator.experiment.Statistics;
import java.util.List;
import java.util.function.Function;

/** How a mean grows with n: least squares over log10 n. */
final class Slope {

  /** Half a 95 % interval in standard errors. */
  private static final double NORMAL = 1.96;

  private Slope() {}

  static Estimate overLogN(List<Point> points, Function<Point, Statistics> values) {
    double center = points.stream().mapToDouble(Slope::x).average().orElse(0);
    double spread = points.stream().mapToDouble(p -> Math.pow(x(p) - center, 2)).sum();
    double slope = 0;
    double variance = 0;
    for (var point : points) {
      var statistics = values.apply(point);
      double weight = (x(point) - center) / spread;
      var interval = statistics.meanInterval();
      double error = (interval.high() - interval.low()) / 2 / NORMAL;
      slope += weight * statistics.mean();
      variance += weight * weight * error * error;
    }
    double half = NORMAL * Math.sqrt(variance);
    return new Estimate(slope, new Interval(slope - half, slope + half));
  }

  private static double x(Point point) {
    return Math.log10(point.n());
  }
}
