package io.memberlist.simulator.experiment.paper;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.experiment.Clusters;
import io.memberlist.simulator.experiment.Estimate;
import io.memberlist.simulator.experiment.Experiment;
import io.memberlist.simulator.experiment.Measure;
import io.memberlist.simulator.experiment.Plot;
import io.memberlist.simulator.experiment.Point;
import io.memberlist.simulator.experiment.Profile;
import io.memberlist.simulator.experiment.Results;
import io.memberlist.simulator.experiment.Sample;
import io.memberlist.simulator.experiment.Variant;
import io.memberlist.simulator.experiment.Verdicts;
import io.memberlist.simulator.experiment.watch.Rumour;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** E2: dissemination time against n. */
final class Dissemination implements Experiment {

  static final Measure T_100 = Measure.seconds("t_100");
  private static final Measure T_50 = Measure.seconds("t_50");
  private static final Measure T_99 = Measure.seconds("t_99");
  private static final Measure T_9999 = Measure.seconds("t_99.99");
  private static final Measure COMPLETE = Measure.count("complete");
  private static final Measure SENT = Measure.count("copies_sent");
  private static final Measure RECEIVED = Measure.count("copies_received");
  private static final Measure MOST_SENT = Measure.count("copies_sent_max");

  private static final String ALIVE = "alive";
  private static final String USER = "user message";
  private static final String CRASHED = "alive; 30 % crashed";
  private static final String PIGGY_BACK = "alive; piggy-backed only";
  private static final String PUSH_PULL = "alive; with push/pull";
  private static final String UNPROBED = "alive; nobody probes";
  private static final int MESSAGE_BYTES = 100;

  /** From so many members on wrong suspicions fill the gossip at a loss of 30 %. */
  private static final int OVERLOADED = 3000;

  private static final double HEAVY_LOSS = 0.3;

  private static final Map<Integer, String[]> MODEL =
      Map.of(
          10, model("0.4", "0.15", "1.0", "0.33", "1.6", "0.33"),
          30, model("0.6", "0.24", "1.2", "0.49", "1.8", "0.49"),
          100, model("0.8", "0.31", "1.4", "0.55", "2.0", "0.62"),
          300, model("0.8", "0.38", "1.4", "0.63", "2.0", "0.76"),
          1000, model("1.0", "0.45", "1.6", "0.72", "2.2", "0.85"),
          3000, model("1.2", "0.55", "1.8", "0.80", "2.4", "1.05"),
          10_000, model("1.4", "0.55", "2.0", "0.85", "2.6", "1.12"));

  private static String[] model(String... hcSimAndModel) {
    return hcSimAndModel;
  }

  @Override
  public String id() {
    return "E2";
  }

  @Override
  public String question() {
    return "Does a rumour reach everybody in O(log n), at or below HashiCorp's published curve?";
  }

  @Override
  public List<String> parameters() {
    return List.of("rumour", "gossip nodes", "gossip interval");
  }

  @Override
  public List<Point> grid(Profile profile, Variant variant) {
    boolean quick = profile == Profile.QUICK;
    var grid = new ArrayList<Point>();
    for (int n : quick ? List.of(30, 100, 1000) : List.of(10, 30, 100, 300, 1000, 3000, 10_000)) {
      var point = Point.of(n, quick ? (n < 1000 ? 10 : 2) : n < 3000 ? 20 : 5);
      for (double loss : quick ? List.of(0.0, 0.3) : List.of(0.0, 0.05, 0.1, 0.3)) {
        grid.add(point.withLoss(loss).with(ALIVE, 3, "200 ms"));
      }
    }
    int varied = quick ? 100 : 1000;
    var point = Point.of(varied, quick ? 10 : 20);
    grid.add(point.with(CRASHED, 3, "200 ms"));
    grid.add(point.with(USER, 3, "200 ms"));
    grid.add(point.with(PIGGY_BACK, 3, "0 ms"));
    grid.add(point.withLoss(0.3).with(PUSH_PULL, 3, "200 ms"));
    if (!quick) {
      for (int n : List.of(1000, 3000, 10_000)) {
        var lossy = Point.of(n, n < 3000 ? 20 : 5).withLoss(HEAVY_LOSS);
        grid.add(lossy.with(UNPROBED, 3, "200 ms"));
      }
      for (int nodes : List.of(2, 3, 4)) {
        for (int millis : List.of(100, 200, 500)) {
          grid.add(point.with(ALIVE, nodes, millis + " ms"));
        }
      }
    }
    return grid;
  }

  @Override
  public Sample run(Point point, Variant variant, long seed) {
    var apps = new ArrayList<Repeater>();
    var random = Clusters.choices(seed);
    var interval = interval(point);
    boolean exchanges = point.param1().equals(PUSH_PULL);
    var cluster =
        Clusters.of(point, variant, seed)
            .config(c -> c.gossipNodes(nodes(point)).gossipInterval(interval))
            .config(c -> point.param1().equals(UNPROBED) ? c.probeInterval(Duration.ZERO) : c)
            .config(c -> exchanges ? c : c.pushPullInterval(Duration.ZERO))
            .config(
                (number, c) -> {
                  if (point.param1().equals(USER)) {
                    apps.add(new Repeater(point.n()));
                    return c.delegate(apps.get(number));
                  }
                  return c;
                })
            .warm();
    cluster.run(Clusters.CALM);
    cluster.run(Duration.ofNanos(random.between(0, interval.toNanos())));
    var rumour = spread(point, cluster, apps, random);
    cluster.run(Duration.ofSeconds(2)); // the last copies
    return new Sample(seed)
        .put(T_50, rumour.time(50))
        .put(T_99, rumour.time(99))
        .put(T_9999, rumour.time(99.99))
        .put(T_100, rumour.time(100))
        .put(COMPLETE, rumour.complete() ? 1 : 0)
        .put(SENT, rumour.sentPerNode())
        .put(MOST_SENT, rumour.mostSent())
        .put(RECEIVED, rumour.receivedPerNode())
        .hash(cluster.hash());
  }

  private static Rumour spread(
      Point point, SimCluster cluster, List<Repeater> apps, SimRandom random) {
    var limit = Duration.ofSeconds(point.param1().equals(PUSH_PULL) ? 1800 : 10);
    var chosen = Chosen.of(cluster.nodes(), cluster.size(), random);
    var origin = chosen.get(0);
    if (point.param1().equals(USER)) {
      var rumour = Rumour.user(cluster, MESSAGE_BYTES);
      apps.get(origin.number()).begin(new byte[MESSAGE_BYTES]);
      rumour.spread(node -> apps.get(node.number()).has(), limit);
      return rumour;
    }
    if (point.param1().equals(CRASHED)) {
      chosen.subList(1, 1 + point.n() * 3 / 10).forEach(SimNode::kill);
    }
    int next = origin.incarnation() + 1;
    var rumour = Rumour.alive(cluster, origin, next);
    origin.updateNode();
    rumour.spread(node -> node.state().incarnation(origin.name()) >= next, limit);
    return rumour;
  }

  private static int nodes(Point point) {
    return Integer.parseInt(point.param2());
  }

  private static Duration interval(Point point) {
    return Duration.ofMillis(Integer.parseInt(point.param3().replace(" ms", "")));
  }

  @Override
  public void judge(Results results, Verdicts verdicts) {
    for (var point : results.points()) {
      if (point.param1().equals(PIGGY_BACK)) {
        verdicts.atMost(
            "(d) t_99 mean, piggy-backed only, n = " + point.n(),
            Estimate.mean(results.of(point, T_99)),
            Curves.swim(point.n(), 0.99) + 1);
      } else if (!point.param1().equals(PUSH_PULL) && !overloaded(point)) {
        verdicts.atMost(
            "(a) t_99.99 mean, " + name(point),
            Estimate.mean(results.of(point, T_9999)),
            published(point, 0.9999));
      }
    }
    for (var point : results.points(Dissemination::plain)) {
      results
          .points(p -> plain(p) && p.n() == 10 * point.n())
          .forEach(
              tenfold ->
                  verdicts.atMost(
                      "(b) t_99(" + tenfold.n() + ") − t_99(" + point.n() + ")",
                      Estimate.exact(
                          results.of(tenfold, T_99).mean() - results.of(point, T_99).mean()),
                      0.35));
    }
    for (var point : results.points(p -> !p.param1().equals(PIGGY_BACK) && !overloaded(p))) {
      covered(point, results, verdicts);
    }
    for (var point : results.points(p -> plain(p) && p.n() == 10_000)) {
      verdicts.goal("t_100 at n = 10000", Estimate.mean(results.of(point, T_100)), 1.3);
    }
  }

  private static void covered(Point point, Results results, Verdicts verdicts) {
    double share = point.param1().equals(PUSH_PULL) ? 1 : point.loss() <= 0.1 ? 0.95 : 0.8;
    verdicts.atLeast(
        "(c) share of runs with full coverage, " + name(point),
        Estimate.mean(results.of(point, COMPLETE)),
        share);
  }

  private static boolean overloaded(Point point) {
    return point.n() >= OVERLOADED
        && point.loss() >= HEAVY_LOSS
        && !point.param1().equals(UNPROBED);
  }

  /** The default settings without loss. */
  private static boolean plain(Point point) {
    return point.loss() == 0
        && point.param1().equals(ALIVE)
        && nodes(point) == 3
        && interval(point).toMillis() == 200;
  }

  private static String name(Point point) {
    var text = "n = " + point.n() + ", loss " + Math.round(100 * point.loss()) + " %";
    if (!point.param1().equals(ALIVE)) {
      return text + ", " + point.param1();
    }
    return plain(point.withLoss(0))
        ? text
        : text + ", " + point.param2() + " nodes each " + point.param3();
  }

  private static double published(Point point, double share) {
    double failed = point.param1().equals(CRASHED) ? 0.3 : 0;
    return Curves.hashiCorp(
        point.n(), nodes(point), point.loss(), failed, interval(point).toMillis() / 1e3, share);
  }

  @Override
  public String expected(Point point, Variant variant, Measure measure) {
    int column = List.of(T_50, T_99, T_100).indexOf(measure);
    var values = plain(point) ? MODEL.get(point.n()) : null;
    return values == null || column < 0
        ? ""
        : values[2 * column] + " HC-SIM, " + values[2 * column + 1] + " MODEL";
  }

  @Override
  public List<Plot> plots(Results results) {
    var lines = new ArrayList<Plot.Line>();
    for (var measure : List.of(T_50, T_99, T_100)) {
      var ours = new ArrayList<double[]>();
      for (var point : results.points(Dissemination::plain)) {
        ours.add(new double[] {point.n(), results.of(point, measure).mean()});
      }
      lines.add(new Plot.Line(measure.name() + ", mean", false, ours));
    }
    for (double share : List.of(0.99, 0.9999)) {
      var published = new ArrayList<double[]>();
      for (var point : results.points(Dissemination::plain)) {
        published.add(new double[] {point.n(), published(point, share)});
      }
      lines.add(new Plot.Line("t_" + 100 * share + ", HashiCorp's simulator", true, published));
    }
    return List.of(Plot.overN("E2-dissemination", "A rumour spreads", "seconds", lines));
  }
}
