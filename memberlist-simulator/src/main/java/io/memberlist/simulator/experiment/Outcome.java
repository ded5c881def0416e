package io.memberlist.simulator.experiment;

import java.util.ArrayList;
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

  /** A copy that is held against the same points and seeds in compat, too. */
  public Outcome against(Outcome compat) {
    var judged = new Verdicts(results.profile());
    for (var measure : experiment.noMoreThanCompat()) {
      new Comparison(compat.results, results, measure).judge(judged);
    }
    var all = new ArrayList<>(verdicts);
    all.addAll(judged.all());
    return new Outcome(experiment, results, List.copyOf(all), seed, seconds);
  }

  /** The gates that are not met. */
  public List<Verdict> failures() {
    return verdicts.stream().filter(verdict -> verdict.outcome() == Verdict.Outcome.FAIL).toList();
  }
}
