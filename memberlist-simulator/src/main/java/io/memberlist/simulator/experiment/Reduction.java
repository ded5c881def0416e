package io.memberlist.simulator.experiment;

import java.util.List;

/**
 * Makes a grid smaller.
 *
 * @param maxNodes points with more members are left out
 * @param maxRepetitions no point is run more often
 */
public record Reduction(int maxNodes, int maxRepetitions) {

  /** Leaves the grid as it is. */
  public static final Reduction NONE = new Reduction(Integer.MAX_VALUE, Integer.MAX_VALUE);

  List<Point> of(List<Point> grid) {
    return grid.stream()
        .filter(point -> point.n() <= maxNodes)
        .map(point -> point.times(Math.min(point.repetitions(), maxRepetitions)))
        .distinct()
        .toList();
  }
}
