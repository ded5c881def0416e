package io.memberlist.simulator.experiment;

import java.util.ArrayList;
import java.util.function.Predicate;

/**
 * The improved variant against compat: whether there is more of something bad. Runs of the same
 * point and seed are compared with each other.
 */
record Comparison(Results compat, Results improved, Measure measure) {

  void judge(Verdicts verdicts) {
    // what users have; without its mechanisms there is so much of it that chance decides
    verdicts.atMost(
        "no new " + measure.name() + ": improved minus compat, per run with all mechanisms",
        Estimate.mean(differences(point -> point.lifeguard() == Lifeguard.ALL)),
        0);
    verdicts.info(measure.name() + ", compat and improved, all mechanisms", sums(Lifeguard.ALL));
    verdicts.info(measure.name() + ", compat and improved, none", sums(Lifeguard.NONE));
  }

  private Statistics differences(Predicate<Point> which) {
    var differences = new ArrayList<Double>();
    for (var point : improved.points(which)) {
      var before = compat.samples(point);
      var after = improved.samples(point);
      for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
        Double one = before.get(i).value(measure);
        Double other = after.get(i).value(measure);
        if (one != null && other != null) {
          differences.add(other - one);
        }
      }
    }
    return new Statistics(differences.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private String sums(Lifeguard lifeguard) {
    return sum(compat, lifeguard) + ", " + sum(improved, lifeguard);
  }

  private String sum(Results results, Lifeguard lifeguard) {
    return Text.number(results.over(point -> point.lifeguard() == lifeguard, measure).sum());
  }
}
