package io.memberlist.simulator.experiment.paper;

import io.memberlist.simulator.experiment.Clusters;
import io.memberlist.simulator.experiment.Estimate;
import io.memberlist.simulator.experiment.Experiment;
import io.memberlist.simulator.experiment.Measure;
import io.memberlist.simulator.experiment.Point;
import io.memberlist.simulator.experiment.Profile;
import io.memberlist.simulator.experiment.Results;
import io.memberlist.simulator.experiment.Sample;
import io.memberlist.simulator.experiment.Variant;
import io.memberlist.simulator.experiment.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** E8: rolling restart. */
final class RollingRestart implements Experiment {

  /** How a member comes back. */
  enum Identity {
    SAME("same"),
    NEW_ADDRESS("new address"),
    NEW_NAME("new name");

    private final String text;

    Identity(String text) {
      this.text = text;
    }
  }

  private static final Measure T_GONE = Measure.seconds("stop to gone everywhere, median");
  private static final Measure T_BACK = Measure.seconds("start to Alive everywhere, median");
  private static final Measure T_BACK_MOST = Measure.seconds("start to Alive everywhere, slowest");
  private static final Measure NOT_BACK = Measure.count("not back within 60 s");
  private static final Measure LEAVES_MOST = Measure.count("leave events per restart, most");
  private static final Measure JOINS_MOST = Measure.count("join events per restart, most");
  private static final Measure ONCE_EACH = Measure.count("share with 1 leave and 1 join");
  private static final Measure UNEVEN = Measure.count("bystanders with unequal leaves and joins");
  private static final Measure FP = Measure.count("FP");
  private static final Measure CONFLICTS = Measure.count("name conflicts");
  private static final Measure MOST_MISSING = Measure.count("members missing in a view, most");
  private static final Measure LOST = Measure.count("settled members missing in a view, most");
  private static final Measure T_FINAL = Measure.seconds("last start to all views complete");
  private static final Measure COMPLETE = Measure.count("complete within 10 min");

  private static final String GRACEFUL = "graceful";
  private static final String KILL = "kill";

  /**
   * A rumour of which everybody sends 8 copies misses a member with probability e^-8; who missed
   * the goodbye sees neither leave nor join.
   */
  private static final double MOST_BYSTANDERS = 0.998;

  /** Seconds: what the word of a member takes to be everywhere, and more. */
  private static final double AT_ONCE = 5;

  private static final double EXCHANGE_INTERVAL = 30;
  private static final Duration RECLAIM = Duration.ofSeconds(1);

  @Override
  public String id() {
    return "E8";
  }

  @Override
  public String question() {
    return "What does a rolling restart look like to those who stay?";
  }

  @Override
  public List<String> parameters() {
    return List.of("stop, identity", "pause", "wait, at a time");
  }

  @Override
  public List<Point> grid(Profile profile, Variant variant) {
    boolean quick = profile == Profile.QUICK;
    var grid = new ArrayList<Point>();
    for (int n : quick ? List.of(50) : List.of(10, 50, 200)) {
      for (var stop : List.of(GRACEFUL, KILL)) {
        for (var identity : Identity.values()) {
          for (double pause : quick ? List.of(2.0) : List.of(0.5, 2.0, 5.0, 20.0)) {
            for (int wait : quick ? List.of(0) : List.of(0, 5)) {
              int tenth = (int) Math.ceil(n / 10.0);
              for (int number : quick || tenth == 1 ? List.of(1) : List.of(1, tenth)) {
                grid.add(
                    Point.of(n, quick ? 2 : 10)
                        .with(stop + "; " + identity.text, pause + " s", wait + " s; " + number));
              }
            }
          }
        }
      }
    }
    return grid;
  }

  @Override
  public Sample run(Point point, Variant variant, long seed) {
    boolean moves = point.param1().endsWith(Identity.NEW_ADDRESS.text);
    var cluster =
        Clusters.of(point, variant, seed)
            .config(c -> moves ? c.deadNodeReclaimTime(RECLAIM) : c)
            .joined();
    cluster.run(Clusters.CALM);
    var roll =
        new Roll(
            cluster,
            Clusters.choices(seed),
            point.param1().startsWith(GRACEFUL),
            identity(point),
            Clusters.duration(pause(point)),
            Duration.ofSeconds(Integer.parseInt(point.param3().split(" s; ", -1)[0])),
            atATime(point));
    roll.run();
    return new Sample(seed)
        .put(T_GONE, roll.gone().median())
        .put(T_BACK, roll.back().median())
        .put(T_BACK_MOST, roll.back().max())
        .put(NOT_BACK, point.n() - roll.back().size())
        .put(LEAVES_MOST, roll.leaves().max())
        .put(ONCE_EACH, roll.onceEach())
        .put(JOINS_MOST, roll.joins().max())
        .put(UNEVEN, roll.uneven())
        .put(FP, roll.falseDeaths())
        .put(CONFLICTS, roll.conflicts())
        .put(MOST_MISSING, roll.mostMissing())
        .put(LOST, roll.lost())
        .put(T_FINAL, roll.complete())
        .put(COMPLETE, Double.isNaN(roll.complete()) ? 0 : 1)
        .hash(cluster.hash());
  }

  private static Identity identity(Point point) {
    for (var identity : Identity.values()) {
      if (point.param1().endsWith("; " + identity.text)) {
        return identity;
      }
    }
    throw new IllegalArgumentException(point.param1());
  }

  private static double pause(Point point) {
    return Double.parseDouble(point.param2().replace(" s", ""));
  }

  private static int atATime(Point point) {
    return Integer.parseInt(point.param3().split(" s; ", -1)[1]);
  }

  @Override
  public void judge(Results results, Verdicts verdicts) {
    for (var point : results.points()) {
      var where =
          ", n = "
              + point.n()
              + ", "
              + point.param1()
              + ", pause "
              + point.param2()
              + ", wait "
              + point.param3()
              + " at a time";
      verdicts.exactly("FP" + where, results.of(point, FP).sum(), 0);
      verdicts.exactly(
          "settled members missing in a view, most" + where, results.of(point, LOST).max(), 0);
      if (identity(point) != Identity.NEW_ADDRESS) {
        verdicts.goal(
            "members missing in a view" + where,
            Estimate.exact(results.of(point, MOST_MISSING).max()),
            atATime(point));
      }
      if (point.param1().startsWith(GRACEFUL)) {
        graceful(point, where, results, verdicts);
      } else if (identity(point) == Identity.SAME) {
        killed(point, where, results, verdicts);
      }
    }
  }

  private static void graceful(Point point, String where, Results results, Verdicts verdicts) {
    verdicts.exactly("leaves per restart, most" + where, results.of(point, LEAVES_MOST).max(), 1);
    verdicts.exactly("joins per restart, most" + where, results.of(point, JOINS_MOST).max(), 1);
    verdicts.atLeast(
        "share of bystanders with 1 leave and 1 join" + where,
        Estimate.mean(results.of(point, ONCE_EACH)),
        MOST_BYSTANDERS);
    verdicts.exactly("complete within 10 min" + where, results.of(point, COMPLETE).mean(), 1);
    if (atATime(point) == 1 || identity(point) != Identity.NEW_ADDRESS) {
      verdicts.atMost(
          "last start to all views complete, median" + where,
          Estimate.median(results.of(point, T_FINAL)),
          completion(point, results.variant()));
    }
  }

  /** Who return together may miss one another until the first state exchange (§10.9, 21.1). */
  private static double completion(Point point, Variant variant) {
    boolean mayMiss = variant == Variant.COMPAT && atATime(point) > 1;
    return mayMiss ? firstExchange(point.n()) : AT_ONCE;
  }

  /** Seconds within which a member of such a cluster exchanges states after its start (§10.1). */
  private static double firstExchange(int n) {
    double factor = 1 + Math.max(0, Math.ceil(Math.log(n / 32.0) / Math.log(2)));
    return EXCHANGE_INTERVAL * (1 + factor);
  }

  private static void killed(Point point, String where, Results results, Verdicts verdicts) {
    verdicts.atMost(
        "leaves per restart, most" + where,
        Estimate.exact(results.of(point, LEAVES_MOST).max()),
        1);
    verdicts.exactly(
        "bystanders with unequal leaves and joins" + where, results.of(point, UNEVEN).sum(), 0);
    if (pause(point) < 1 + point.minSuspicion()) {
      verdicts.atMost(
          "start to Alive everywhere" + where, Estimate.mean(results.of(point, T_BACK)), 2);
    }
  }

  @Override
  public String expected(Point point, Variant variant, Measure measure) {
    boolean graceful = point.param1().startsWith(GRACEFUL);
    if (measure.equals(T_GONE)) {
      return graceful ? "< 0.9" : "";
    }
    if (measure.equals(T_BACK)) {
      return graceful ? "< 1.5" : identity(point) == Identity.SAME ? "≤ 2" : "";
    }
    return "";
  }
}
