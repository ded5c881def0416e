package io.memberlist.simulator.experiment;

import java.util.List;

/**
 * An experiment that has been run in one variant.
 *
 * @param experiment what was run
 * @param results what was measured
 * @param verdicts how gates and goals came out
 * @param seed of the first repetition
 * @param seconds how long it took
 */
public record Outcome(
    Experiment experiment, Results results, List<Verdict> verdicts, long seed, double seconds) {

  /** The gates that are not met. */
  public List<Verdict> failures() {
    return verdicts.stream().filter(verdict -> verdict.outcome() == Verdict.Outcome.FAIL).toList();
  }
}
