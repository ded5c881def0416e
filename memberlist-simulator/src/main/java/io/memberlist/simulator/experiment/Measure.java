package io.memberlist.simulator.experiment;

/**
 * Something that a run measures.
 *
 * @param name as in {@code experiments.md} 1.5
 * @param unit of its values; empty for a number
 */
public record Measure(String name, String unit) {

  /** A duration. */
  public static Measure seconds(String name) {
    return new Measure(name, "s");
  }

  /** How many. */
  public static Measure count(String name) {
    return new Measure(name, "");
  }
}
