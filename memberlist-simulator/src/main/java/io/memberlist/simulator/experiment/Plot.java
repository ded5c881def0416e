package io.memberlist.simulator.experiment;

import java.util.List;

/**
 * A figure: lines over a common x.
 *
 * @param name of its file, without extension
 * @param title above it
 * @param xLabel what x is
 * @param yLabel what y is
 * @param logarithmicX whether x is drawn by its logarithm
 * @param logarithmicY whether y is drawn by its logarithm
 * @param lines what is drawn
 */
public record Plot(
    String name,
    String title,
    String xLabel,
    String yLabel,
    boolean logarithmicX,
    boolean logarithmicY,
    List<Line> lines) {

  /**
   * A line.
   *
   * @param name for the legend
   * @param published whether these are somebody else's values, which are drawn dashed
   * @param points x and y, by x
   */
  public record Line(String name, boolean published, List<double[]> points) {}

  /** Over the logarithm of n. */
  public static Plot overN(String name, String title, String yLabel, List<Line> lines) {
    return new Plot(name, title, "members", yLabel, true, false, lines);
  }
}
