package io.memberlist.simulator.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a grid smaller.
 *
 * @param minNodes points with fewer members are left out
 * @param maxNodes points with more members are left out
 * @param maxRepetitions no point is run more often
 * @param only points without that in one of their parameters are left out, {@code loss 0.3} being
 *     one; empty for all
 * @param thin only each so many-th situation is kept, with all mechanisms and multipliers of the
 *     grid; 1 for all
 */
public record Reduction(int minNodes, int maxNodes, int maxRepetitions, String only, int thin) {

  /** Leaves the grid as it is. */
  public static final Reduction NONE =
      new Reduction(0, Integer.MAX_VALUE, Integer.MAX_VALUE, "", 1);

  List<Point> of(List<Point> grid) {
    var situations = new ArrayList<Point>();
    return grid.stream()
        .filter(point -> point.n() >= minNodes && point.n() <= maxNodes && about(point))
        .filter(point -> number(point, situations) % thin == 0)
        .map(point -> point.times(Math.min(point.repetitions(), maxRepetitions)))
        .distinct()
        .toList();
  }

  private boolean about(Point point) {
    return ("loss " + point.loss()).contains(only)
        || point.param1().contains(only)
        || point.param2().contains(only)
        || point.param3().contains(only);
  }

  /** What is the same for all mechanisms and multipliers has one number. */
  private static int number(Point point, List<Point> situations) {
    var situation = point.with(Lifeguard.ALL).withAlpha(0).times(1);
    int known = situations.indexOf(situation);
    if (known < 0) {
      situations.add(situation);
      return situations.size() - 1;
    }
    return known;
  }
}
