package io.memberlist.simulator.experiment.paper;

import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.experiment.Clusters;
import io.memberlist.simulator.experiment.Estimate;
import io.memberlist.simulator.experiment.Experiment;
import io.memberlist.simulator.experiment.Lifeguard;
import io.memberlist.simulator.experiment.Measure;
import io.memberlist.simulator.experiment.Plot;
import io.memberlist.simulator.experiment.Point;
import io.memberlist.simulator.experiment.Profile;
import io.memberlist.simulator.experiment.Results;
import io.memberlist.simulator.experiment.Sample;
import io.memberlist.simulator.experiment.Variant;
import io.memberlist.simulator.experiment.Verdicts;
import io.memberlist.simulator.experiment.watch.Accusations;
import io.memberlist.simulator.experiment.watch.Rumour;
import io.memberlist.simulator.experiment.watch.Withdrawal;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** E9: suspicion and refutation. */
final class Refutation implements Experiment {

  private static final Measure T_TOLD = Measure.seconds("t_told");
  private static final Measure T_CLEAR = Measure.seconds("t_clear");
  private static final Measure CLEARED = Measure.count("cleared");
  private static final Measure T_100 = Measure.seconds("t_100 of a rumour");
  private static final Measure SUSPECTED = Measure.count("share that suspected");
  private static final Measure DEATHS = Measure.count("dead events");
  private static final Measure IN_TIME = Measure.count("cleared within S(n)");
  private static final Measure DEATHS_IN_TIME = Measure.count("dead events, cleared within S(n)");
  private static final Measure RAISED = Measure.count("incarnations raised");
  private static final Measure HEALTH = Measure.count("health score of the accused");
  private static final Measure TIMERS = Measure.count("suspicions left");
  private static final Measure REPEATED = Measure.count("changed by a repeated accusation");

  private static final String SUSPECT = "suspect";
  private static final String DEAD = "dead";
  private static final String BLOCKED = "accused blocked 3 s";
  private static final String ONE_LINK = "accused has one link";

  /** Up to here nothing may go wrong; beyond, what follows from rumours that are lost for good. */
  private static final double LOSS_WITHOUT_MISSES = 0.1;

  private static final double SHARE_DESPITE_LOSS = 0.8;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Override
  public String id() {
    return "E9";
  }

  @Override
  public String question() {
    return "Does a wrong suspicion of a healthy, idle member always get refuted in time?";
  }

  @Override
  public List<String> parameters() {
    return List.of("accusation", "accusers", "disturbance");
  }

  @Override
  public List<Point> grid(Profile profile, Variant variant) {
    boolean quick = profile == Profile.QUICK;
    var grid = new ArrayList<Point>();
    if (variant == Variant.COMPAT) { // living accusers change the arithmetic
      grid.addAll(ExpiryTimes.grid());
    }
    for (int n : quick ? List.of(100, 1000) : List.of(3, 10, 100, 1000)) {
      int repetitions = quick ? (n == 100 ? 20 : 1) : n == 1000 ? 20 : 100;
      for (double loss : quick ? List.of(0.0, 0.3) : List.of(0.0, 0.1, 0.3)) {
        var point = Point.of(n, repetitions).withLoss(loss);
        for (var type : List.of(SUSPECT, DEAD)) {
          grid.add(point.with(type, 1, ""));
          if (!quick) {
            grid.add(point.with(type, 3, ""));
            grid.add(point.with(type, 1, "").with(Lifeguard.ALL_BUT_BUDDY));
            grid.add(point.with(type, 3, "").with(Lifeguard.ALL_BUT_BUDDY));
          }
        }
      }
      if (n > 3 && !(quick && n == 1000)) {
        grid.add(Point.of(n, repetitions).with(SUSPECT, 1, BLOCKED));
        grid.add(Point.of(n, repetitions).with(SUSPECT, 1, ONE_LINK));
      }
    }
    return grid;
  }

  @Override
  public Sample run(Point point, Variant variant, long seed) {
    if (ExpiryTimes.is(point)) {
      return ExpiryTimes.run(point, variant, seed);
    }
    var cluster =
        Clusters.of(point, variant, seed).config(c -> c.pushPullInterval(Duration.ZERO)).warm();
    cluster.run(Clusters.CALM);
    var chosen = Chosen.of(cluster.nodes(), point.n(), Clusters.choices(seed));
    var accused = chosen.get(0);
    var accusers = chosen.subList(1, Math.min(point.n(), 1 + Integer.parseInt(point.param2())));
    int before = accused.incarnation();
    var accusations = Accusations.of(cluster, List.of());
    var withdrawal = Withdrawal.of(cluster, accused);
    disturb(point, cluster, accused, chosen.get(point.n() - 1));
    accusers.forEach(accuser -> accuse(point, accuser, accused, before));
    cluster.clock().runUntil(withdrawal::complete, LIMIT);
    boolean inTime = withdrawal.complete() && withdrawal.cleared() <= point.minSuspicion();
    var sample =
        new Sample(seed)
            .put(T_TOLD, withdrawal.told())
            .put(T_CLEAR, withdrawal.cleared())
            .put(SUSPECTED, (double) withdrawal.suspicions() / point.n())
            .put(DEATHS, accusations.falseDeaths())
            .put(IN_TIME, inTime ? 1 : 0)
            .put(DEATHS_IN_TIME, inTime ? withdrawal.deaths() : 0)
            .put(RAISED, unasked(accused.incarnation() - before, withdrawal.failedProbes()))
            .put(HEALTH, accused.state().healthScore())
            .put(CLEARED, withdrawal.complete() ? 1 : 0)
            .put(TIMERS, withdrawal.complete() ? timers(cluster, accused, before) : 0);
    if (point.param3().isEmpty()) {
      repeat(point, cluster, accusers.get(0), accused, before, sample);
    }
    return sample.hash(cluster.hash());
  }

  private static void disturb(Point point, SimCluster cluster, SimNode accused, SimNode link) {
    if (point.param3().equals(BLOCKED)) {
      accused.block(Duration.ofSeconds(3));
    } else if (point.param3().equals(ONE_LINK)) {
      cluster.network().isolate(accused.number());
      cluster.network().mend(accused.number(), link.number());
      cluster.network().mend(link.number(), accused.number());
    }
  }

  /** As if the accuser's own probe had failed, or its suspicion had run out. */
  private static void accuse(Point point, SimNode accuser, SimNode accused, int incarnation) {
    Message message =
        point.param1().equals(SUSPECT)
            ? new Suspect(incarnation, accused.name(), accuser.name())
            : new Dead(incarnation, accused.name(), accuser.name());
    accuser.learn(message, accuser);
  }

  /** With loss the accused may be accused once more by a real probe, and has to object again. */
  private static int unasked(int raised, int failedProbes) {
    return raised - Math.max(0, Math.min(raised - 1, failedProbes));
  }

  private static long timers(SimCluster cluster, SimNode accused, int incarnation) {
    return cluster.running().stream()
        .filter(node -> node.state().confirmations(accused.name()) >= 0)
        .filter(node -> node.state().incarnation(accused.name()) <= incarnation)
        .count();
  }

  /** The same once more, which is old now; then a rumour for comparison. */
  private static void repeat(
      Point point,
      SimCluster cluster,
      SimNode accuser,
      SimNode accused,
      int incarnation,
      Sample sample) {
    var state = accuser.state();
    long version = accuser.version();
    int queued = state.queuedBroadcasts();
    accuse(point, accuser, accused, incarnation);
    sample.put(REPEATED, accuser.version() - version + Math.abs(state.queuedBroadcasts() - queued));
    var rumour = Rumour.uncounted(cluster);
    int next = accuser.incarnation() + 1;
    accuser.updateNode();
    rumour.spread(node -> node.state().incarnation(accuser.name()) >= next, LIMIT);
    sample.put(T_100, rumour.time(100));
  }

  @Override
  public void judge(Results results, Verdicts verdicts) {
    ExpiryTimes.judge(results, verdicts);
    for (var point : results.points(p -> !p.param3().equals(ONE_LINK) && !ExpiryTimes.is(p))) {
      var where = ", " + name(point);
      boolean missesCount = point.loss() <= LOSS_WITHOUT_MISSES;
      if (point.param1().equals(SUSPECT)) {
        verdicts.exactly(
            "dead events" + (missesCount ? "" : " although cleared within S(n)") + where,
            results.of(point, missesCount ? DEATHS : DEATHS_IN_TIME).sum(),
            0);
      }
      if (missesCount) {
        verdicts.exactly("incarnations raised, least" + where, results.of(point, RAISED).min(), 1);
      } else {
        verdicts.atLeast(
            "share of runs cleared within S(n)" + where,
            Estimate.mean(results.of(point, IN_TIME)),
            SHARE_DESPITE_LOSS);
      }
      verdicts.exactly("incarnations raised, most" + where, results.of(point, RAISED).max(), 1);
      verdicts.exactly("suspicions left" + where, results.of(point, TIMERS).sum(), 0);
      if (point.param3().isEmpty()) {
        cleared(point, where, results, verdicts);
      }
    }
  }

  private static void cleared(Point point, String where, Results results, Verdicts verdicts) {
    verdicts.atLeast(
        "share of runs in which gossip alone reaches everybody" + where,
        Estimate.mean(results.of(point, CLEARED)),
        point.loss() <= LOSS_WITHOUT_MISSES ? 0.95 : SHARE_DESPITE_LOSS);
    verdicts.exactly(
        "changed by a repeated accusation" + where, results.of(point, REPEATED).sum(), 0);
    int percent = point.loss() <= LOSS_WITHOUT_MISSES ? 99 : 80;
    var clear = Estimate.exact(results.of(point, T_CLEAR).percentile(percent));
    double spread = 2 * results.of(point, T_100).mean();
    boolean suspect = point.param1().equals(SUSPECT);
    verdicts.atMost(
        "t_clear p" + percent + " against 2·t_100 + " + (suspect ? "0.4 s" : "T") + where,
        clear,
        spread + (suspect ? 0.4 : 1));
  }

  private static String name(Point point) {
    return "n = "
        + point.n()
        + ", loss "
        + Math.round(100 * point.loss())
        + " %, "
        + point.param2()
        + " × "
        + point.param1()
        + (point.lifeguard() == Lifeguard.ALL ? "" : ", " + point.lifeguard())
        + (point.param3().isEmpty() ? "" : ", " + point.param3());
  }

  private static final Map<String, String[]> MODEL =
      Map.of(
          "100/0.0", new String[] {"0.35 / 0.65", "0.90 / 1.30", "0.92"},
          "100/0.1", new String[] {"0.35 / 0.55", "0.95 / 1.25", "0.90"},
          "100/0.3", new String[] {"0.40 / 0.85", "1.15 / 1.80", "0.91"},
          "1000/0.0", new String[] {"0.40 / 0.75", "1.30 / 1.55", "0.99"});

  @Override
  public String expected(Point point, Variant variant, Measure measure) {
    if (ExpiryTimes.is(point)) {
      return ExpiryTimes.expected(point, measure);
    }
    int column = List.of(T_TOLD, T_CLEAR, SUSPECTED).indexOf(measure);
    var values = MODEL.get(point.n() + "/" + point.loss());
    boolean modelled =
        point.param1().equals(SUSPECT) && point.param2().equals("1") && point.param3().isEmpty();
    return values == null || column < 0 || !modelled
        ? ""
        : values[column] + (column < 2 ? " (median / p99)" : "") + " MODEL";
  }

  @Override
  public List<Plot> plots(Results results) {
    var lines = new ArrayList<Plot.Line>();
    for (var loss : List.of(0.0, 0.3)) {
      for (var measure : List.of(T_TOLD, T_CLEAR)) {
        var ours = new ArrayList<double[]>();
        for (var point :
            results.points(
                p ->
                    p.loss() == loss
                        && p.param1().equals(SUSPECT)
                        && p.param2().equals("1")
                        && p.param3().isEmpty()
                        && p.lifeguard() == Lifeguard.ALL)) {
          ours.add(new double[] {point.n(), results.of(point, measure).mean()});
        }
        var name = measure.name() + ", loss " + Math.round(100 * loss) + " %";
        lines.add(new Plot.Line(name, false, ours));
      }
    }
    return List.of(Plot.overN("E9-refutation", "A healthy member is accused", "seconds", lines));
  }
}
