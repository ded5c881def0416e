package io.memberlist.simulator.experiment.paper;

import io.memberlist.simulator.experiment.Estimate;
import io.memberlist.simulator.experiment.Lifeguard;
import io.memberlist.simulator.experiment.Measure;
import io.memberlist.simulator.experiment.Point;
import io.memberlist.simulator.experiment.Profile;
import io.memberlist.simulator.experiment.Results;
import io.memberlist.simulator.experiment.Verdicts;
import java.util.List;
import java.util.stream.IntStream;

/** Sums over the grid of E4, as shares of SWIM's. */
final class LifeguardVerdicts {

  private static final int ENOUGH = 50;
  private static final int HARMLESS_MILLIS = 512;

  private final Results results;
  private final Verdicts verdicts;

  LifeguardVerdicts(Results results, Verdicts verdicts) {
    this.results = results;
    this.verdicts = verdicts;
  }

  /** A point of the interval experiment without stream pings. */
  static boolean is(Point point, Lifeguard lifeguard, int alpha) {
    return interval(point) && point.lifeguard() == lifeguard && point.alpha() == alpha;
  }

  private static boolean interval(Point point) {
    return point.param1().equals(LifeguardEffect.INTERVAL + "; off");
  }

  /** The numbers of blocked members of the grid, in order. */
  static List<Integer> members(Results results) {
    return results.points(LifeguardVerdicts::interval).stream()
        .map(point -> Integer.parseInt(point.param2()))
        .distinct()
        .sorted()
        .toList();
  }

  /** Only the interval experiment without stream pings is judged; the others are reported. */
  void judge() {
    if (results.points(LifeguardVerdicts::interval).isEmpty()) {
      return;
    }
    verdicts.info("FP of SWIM, α = 5", Long.toString(Math.round(swim(LifeguardEffect.FP))));
    share("LHA-Probe", Lifeguard.PROBE);
    share("Buddy System", Lifeguard.BUDDY);
    share("LHA-Suspicion", Lifeguard.SUSPICION);
    share("Lifeguard", Lifeguard.ALL);
    double all = ofSwim(LifeguardEffect.FP, Lifeguard.ALL, 5);
    atMost(
        "FP of LHA-Suspicion, share of SWIM's",
        ofSwim(LifeguardEffect.FP, Lifeguard.SUSPICION, 5),
        0.10);
    atMost("FP of Lifeguard, share of SWIM's", all, 0.05);
    atMost(
        "FP of Lifeguard against LHA-Suspicion's · 1.1",
        sum(LifeguardEffect.FP, Lifeguard.ALL, 5),
        1.1 * sum(LifeguardEffect.FP, Lifeguard.SUSPICION, 5));
    if (results.profile() == Profile.FULL && swim(LifeguardEffect.FP_OUTSIDE) >= ENOUGH) {
      atMost(
          "FP− of Lifeguard, share of SWIM's",
          ofSwim(LifeguardEffect.FP_OUTSIDE, Lifeguard.ALL, 5),
          0.15);
    }
    double messages = ofSwim(LifeguardEffect.MESSAGES, Lifeguard.ALL, 5);
    double bytes = ofSwim(LifeguardEffect.BYTES, Lifeguard.ALL, 5);
    double tuned = ofSwim(LifeguardEffect.FP, Lifeguard.ALL, 4);
    atMost("messages of Lifeguard, share of SWIM's", messages, 1.25);
    atMost("bytes of Lifeguard, share of SWIM's", bytes, 1.15);
    atMost("FP of Lifeguard at α = 4, share of SWIM's at α = 5", tuned, 0.15);
    verdicts.info(
        "FP of Lifeguard at α = 2, share of SWIM's at α = 5",
        percent(ofSwim(LifeguardEffect.FP, Lifeguard.ALL, 2)));
    verdicts.atLeast("rank correlation of SWIM's FP with C", Estimate.exact(correlation()), 0.9);
    verdicts.exactly(
        "FP where D ≤ 512 ms",
        results.over(p -> interval(p) && harmless(p), LifeguardEffect.FP).sum(),
        0);
    verdicts.info(
        "blocked members not Alive 60 s after the last block",
        Double.toString(results.over(LifeguardVerdicts::interval, LifeguardEffect.LATE).sum()));
    verdicts.exactly(
        "blocked members not Alive 240 s after the last block",
        results.over(LifeguardVerdicts::interval, LifeguardEffect.STUCK).sum(),
        0);
    verdicts.goal("FP of Lifeguard, share of SWIM's", Estimate.exact(all), 0.0153);
    verdicts.goal("messages of Lifeguard", Estimate.exact(messages), 1.106);
    verdicts.goal("bytes of Lifeguard", Estimate.exact(bytes), 0.98);
    verdicts.goal("FP of Lifeguard at α = 4", Estimate.exact(tuned), 0.044);
  }

  private void atMost(String gate, double measured, double limit) {
    verdicts.atMost(gate, Estimate.exact(measured), limit);
  }

  private void share(String name, Lifeguard lifeguard) {
    verdicts.info(
        name + ": FP, FP−, messages, bytes as shares of SWIM's",
        percent(ofSwim(LifeguardEffect.FP, lifeguard, 5))
            + ", "
            + percent(ofSwim(LifeguardEffect.FP_OUTSIDE, lifeguard, 5))
            + ", "
            + percent(ofSwim(LifeguardEffect.MESSAGES, lifeguard, 5))
            + ", "
            + percent(ofSwim(LifeguardEffect.BYTES, lifeguard, 5)));
  }

  private static String percent(double share) {
    return Double.isFinite(share) ? Math.round(1000 * share) / 10.0 + " %" : "–";
  }

  private double swim(Measure measure) {
    return sum(measure, Lifeguard.NONE, 5);
  }

  private double ofSwim(Measure measure, Lifeguard lifeguard, int alpha) {
    return sum(measure, lifeguard, alpha) / swim(measure);
  }

  private double sum(Measure measure, Lifeguard lifeguard, int alpha) {
    return results.over(point -> is(point, lifeguard, alpha), measure).sum();
  }

  private static boolean harmless(Point point) {
    return Integer.parseInt(point.param3().split(" ms", -1)[0]) <= HARMLESS_MILLIS;
  }

  /** Spearman's: the numbers of blocked members are in order already. */
  private double correlation() {
    var members = members(results);
    var counts =
        members.stream()
            .mapToDouble(
                c ->
                    results
                        .over(
                            p -> is(p, Lifeguard.NONE, 5) && p.param2().equals(Integer.toString(c)),
                            LifeguardEffect.FP)
                        .sum())
            .toArray();
    double squares = 0;
    for (int i = 0; i < counts.length; i++) {
      double own = counts[i];
      long below = IntStream.range(0, counts.length).filter(k -> counts[k] < own).count();
      long same = IntStream.range(0, counts.length).filter(k -> counts[k] == own).count();
      double rank = below + (same - 1) / 2.0;
      squares += (rank - i) * (rank - i);
    }
    double n = counts.length;
    return 1 - 6 * squares / (n * (n * n - 1));
  }
}
