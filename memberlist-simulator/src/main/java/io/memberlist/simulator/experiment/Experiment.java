package io.memberlist.simulator.experiment;

import java.util.List;

/** A question about clusters, and how it is answered. Without state: runs happen in parallel. */
public interface Experiment {

  /** {@code E1} and so on. */
  String id();

  /** The question. */
  String question();

  /** Names of the parameters that the points of its grid have, at most three. */
  default List<String> parameters() {
    return List.of();
  }

  /** The points to run. */
  List<Point> grid(Profile profile, Variant variant);

  /** Runs a point once and measures. */
  Sample run(Point point, Variant variant, long seed);

  /** Holds what was measured against the gates and goals. */
  void judge(Results results, Verdicts verdicts);

  /**
   * Measures of which the improved variant must not give more than compat, on the same points and
   * seeds.
   */
  default List<Measure> noMoreThanCompat() {
    return List.of();
  }

  /** What a mean, or mean / median / p99, is expected to be, with its source; empty for nothing. */
  default String expected(Point point, Variant variant, Measure measure) {
    return "";
  }

  /** The figures to draw. */
  default List<Plot> plots(Results results) {
    return List.of();
  }
}
