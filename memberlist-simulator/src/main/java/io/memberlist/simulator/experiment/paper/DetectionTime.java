package io.memberlist.simulator.experiment.paper;

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
import io.memberlist.simulator.experiment.watch.Detection;
import io.memberlist.simulator.experiment.watch.ProbeGaps;
import io.memberlist.simulator.node.SimNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** E1: failure detection time against n. */
final class DetectionTime implements Experiment {

  static final Measure T_PROBE = Measure.seconds("t_probe");
  static final Measure T_SUSPECT = Measure.seconds("t_suspect");
  static final Measure T_DEAD_FIRST = Measure.seconds("t_dead_first");
  static final Measure T_DEAD_ALL = Measure.seconds("t_dead_all");
  private static final Measure SPREAD = Measure.seconds("spread");
  private static final Measure CONFIRMATIONS = Measure.count("confirmations");
  private static final Measure MISSING = Measure.count("missing");
  private static final Measure WORST_GAP = Measure.seconds("worst_gap");

  private static final List<Integer> SIZES =
      List.of(8, 16, 32, 64, 128, 256, 512, 1000, 2000, 5000);
  private static final List<Integer> QUICK_SIZES = List.of(32, 128);
  private static final int TUNED = 128;
  private static final String ONE = "one";
  private static final String PERCENT = "1 %";
  private static final String GAPS = "probe gaps";

  private static final Map<Integer, String[]> MODEL =
      Map.of(
          8, model("1.87 / 1.59 / 4.95", "5.89 / 5.62 / 8.95", "6.00 / 5.75 / 9.00"),
          16, model("1.90 / 1.61 / 4.61", "6.74 / 6.45 / 9.85", "6.93 / 6.61 / 10.2"),
          32, model("1.92 / 1.61 / 4.82", "7.94 / 7.63 / 10.8", "8.19 / 7.88 / 11.1"),
          64, model("1.95 / 1.65 / 4.74", "9.19 / 8.87 / 12.1", "9.50 / 9.19 / 12.3"),
          128, model("1.93 / 1.69 / 4.92", "10.36 / 10.11 / 13.4", "10.74 / 10.48 / 13.6"),
          256, model("2.05 / 1.67 / 5.91", "11.68 / 11.31 / 15.5", "12.11 / 11.71 / 15.9"),
          512, model("1.98 / 1.71 / 5.67", "12.82 / 12.55 / 16.5", "13.31 / 13.02 / 16.9"),
          1000, model("2.10 / 1.51 / 4.79", "14.10 / 13.51 / 16.8", "14.66 / 14.17 / 17.3"),
          2000, model("1.86 / 1.56 / 2.93", "15.06 / 14.76 / 16.1", "15.68 / 15.41 / 16.8"));
  private static final String[] MODEL_SWIM_5 =
      model("1.96 / 1.54 / 3.6", "12.50 / 12.08 / 14.1", "12.86 / 12.42 / 14.5");

  private static String[] model(String suspect, String first, String all) {
    return new String[] {suspect, first, all};
  }

  @Override
  public String id() {
    return "E1";
  }

  @Override
  public String question() {
    return "Is detection constant in n up to the suspicion timeout, and as fast as SWIM says?";
  }

  @Override
  public List<String> parameters() {
    return List.of("crash");
  }

  @Override
  public List<Point> grid(Profile profile, Variant variant) {
    boolean quick = profile == Profile.QUICK;
    var grid = new ArrayList<Point>();
    for (int n : quick ? QUICK_SIZES : SIZES) {
      var point = Point.of(n, quick ? 50 : n <= 512 ? 200 : 40).with(ONE, "", "");
      grid.add(point.with(Lifeguard.NONE));
      grid.add(point);
      if (n >= 100) {
        grid.add(point.with(PERCENT, "", ""));
      }
    }
    for (int alpha : List.of(2, 3, 5, 6)) {
      var point = Point.of(TUNED, quick ? 50 : 200).with(ONE, "", "").withAlpha(alpha);
      if (!quick || alpha == 5) {
        grid.add(point.with(Lifeguard.NONE));
        grid.add(point);
      }
    }
    grid.add(Point.of(32, quick ? 2 : 10).with(GAPS, "", ""));
    return grid;
  }

  @Override
  public Sample run(Point point, Variant variant, long seed) {
    var cluster = Clusters.of(point, variant, seed).warm();
    cluster.run(Clusters.CALM);
    var sample =
        point.param1().equals(GAPS) ? gaps(point, cluster, seed) : crash(point, cluster, seed);
    return sample.hash(cluster.hash());
  }

  private static Sample gaps(Point point, SimCluster cluster, long seed) {
    var gaps = ProbeGaps.of(cluster);
    cluster.run(Clusters.duration(20 * point.n()));
    return new Sample(seed).put(WORST_GAP, gaps.worst() / 1e9);
  }

  private static Sample crash(Point point, SimCluster cluster, long seed) {
    var random = Clusters.choices(seed);
    cluster.run(Clusters.duration(random.nextDouble()));
    var victims = Chosen.of(cluster.nodes(), crashes(point), random);
    var detection = Detection.of(cluster, victims);
    long start = cluster.clock().now();
    victims.forEach(SimNode::kill);
    cluster.clock().runUntil(detection::complete, Clusters.duration(10 * point.minSuspicion()));
    return new Sample(seed)
        .put(T_PROBE, mean(victims, start, detection::probed))
        .put(T_SUSPECT, mean(victims, start, detection::suspected))
        .put(T_DEAD_FIRST, mean(victims, start, detection::first))
        .put(T_DEAD_ALL, mean(victims, start, detection::last))
        .put(SPREAD, mean(victims, start, detection::last) - mean(victims, start, detection::first))
        .put(CONFIRMATIONS, detection.confirmations())
        .put(MISSING, detection.missing());
  }

  private static int crashes(Point point) {
    return point.param1().equals(PERCENT) ? (int) Math.ceil(point.n() / 100.0) : 1;
  }

  /** Not a number if it did not happen to one of them. */
  private static double mean(List<SimNode> victims, long start, ToLongFunction<SimNode> moment) {
    return victims.stream()
        .mapToLong(moment)
        .mapToDouble(at -> at < 0 ? Double.NaN : Clusters.seconds(start, at))
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public void judge(Results results, Verdicts verdicts) {
    for (var point : results.points(DetectionTime::plain)) {
      judgeTimes(point, results, verdicts);
    }
    slope(results, verdicts);
    for (var point : results.points(p -> !p.param1().equals(GAPS))) {
      complete(point, results, verdicts);
    }
    mechanisms(results, verdicts);
    for (var point : results.points(p -> p.param1().equals(GAPS))) {
      verdicts.atMost(
          "(f) worst gap between two probes of a target, n = " + point.n(),
          Estimate.exact(results.of(point, WORST_GAP).max()),
          2 * point.n() - 1);
    }
  }

  /** One crash with the default settings. */
  private static boolean plain(Point point) {
    return point.param1().equals(ONE) && point.lifeguard() == Lifeguard.ALL && point.alpha() == 4;
  }

  private static void judgeTimes(Point point, Results results, Verdicts verdicts) {
    int n = point.n();
    if (n >= 16) {
      verdicts.within(
          "(a) t_probe mean, n = " + n, Estimate.mean(results.of(point, T_PROBE)), 0.85, 1.15);
    }
    if (results.variant() == Variant.COMPAT) {
      verdicts.atMost(
          "(b) t_dead_first mean, n = " + n,
          Estimate.mean(results.of(point, T_DEAD_FIRST)),
          point.minSuspicion() + 2.4);
    }
  }

  private static void slope(Results results, Verdicts verdicts) {
    var points = results.points(DetectionTime::plain);
    if (points.size() > 1) {
      verdicts.atMost(
          "(a) slope of mean t_suspect over log10 n",
          Slope.overLogN(points, point -> results.of(point, T_SUSPECT)),
          0.15);
    }
  }

  private static void complete(Point point, Results results, Verdicts verdicts) {
    var where = ", " + name(point);
    verdicts.exactly(
        "(c) members that miss the failure" + where, results.of(point, MISSING).sum(), 0);
    verdicts.atMost(
        "(c) slowest t_dead_all" + where,
        Estimate.exact(results.of(point, T_DEAD_ALL).max()),
        longest(point) + 3);
  }

  private static String name(Point point) {
    return "n = "
        + point.n()
        + ", α = "
        + point.alpha()
        + ", "
        + point.lifeguard()
        + (point.param1().equals(PERCENT) ? ", 1 % crash" : "");
  }

  /** Maximum suspicion timeout in seconds, as configured. */
  private static double longest(Point point) {
    return point.minSuspicion() * point.beta();
  }

  private static void mechanisms(Results results, Verdicts verdicts) {
    for (var swim : results.points(p -> p.lifeguard() == Lifeguard.NONE)) {
      verdicts.atMost(
          "(d) median t_dead_all, Lifeguard over none, n = " + swim.n() + ", α = " + swim.alpha(),
          ratio(swim.with(Lifeguard.ALL), swim, results),
          1.02);
    }
    for (var swim : results.points(p -> p.lifeguard() == Lifeguard.NONE && p.alpha() == 5)) {
      tuned(swim, 4, 0.87, results, verdicts);
      tuned(swim, 2, 0.60, results, verdicts);
      if (results.points().contains(swim.with(Lifeguard.ALL))) {
        verdicts.goal(
            "median t_dead_first, n = 128, α = 5",
            Estimate.median(results.of(swim.with(Lifeguard.ALL), T_DEAD_FIRST)),
            12.5);
      }
    }
  }

  private static void tuned(
      Point swim, int alpha, double limit, Results results, Verdicts verdicts) {
    var point =
        results.points(p -> p.withAlpha(5).equals(swim.with(Lifeguard.ALL)) && p.alpha() == alpha);
    if (!point.isEmpty()) {
      verdicts.atMost(
          "(e) median t_dead_all, Lifeguard at α = " + alpha + " over none at α = 5",
          ratio(point.get(0), swim, results),
          limit);
    }
  }

  private static Estimate ratio(Point one, Point other, Results results) {
    return Estimate.median(results.of(one, T_DEAD_ALL))
        .over(Estimate.median(results.of(other, T_DEAD_ALL)));
  }

  @Override
  public String expected(Point point, Variant variant, Measure measure) {
    if (variant != Variant.COMPAT || !point.param1().equals(ONE)) {
      return "";
    }
    boolean swim = point.lifeguard() == Lifeguard.NONE && point.alpha() == 5;
    var values = swim ? MODEL_SWIM_5 : plain(point) ? MODEL.get(point.n()) : null;
    int column = List.of(T_SUSPECT, T_DEAD_FIRST, T_DEAD_ALL).indexOf(measure);
    return values == null || column < 0 ? "" : values[column] + " MODEL";
  }

  @Override
  public List<Plot> plots(Results results) {
    var lines = new ArrayList<Plot.Line>();
    for (var measure : List.of(T_SUSPECT, T_DEAD_FIRST, T_DEAD_ALL)) {
      var ours = new ArrayList<double[]>();
      var model = new ArrayList<double[]>();
      for (var point : results.points(DetectionTime::plain)) {
        ours.add(new double[] {point.n(), results.of(point, measure).mean()});
        var expected = expected(point, Variant.COMPAT, measure);
        if (!expected.isEmpty()) {
          model.add(
              new double[] {
                point.n(), Double.parseDouble(expected.substring(0, expected.indexOf(' ')))
              });
        }
      }
      lines.add(new Plot.Line(measure.name() + ", mean", false, ours));
      lines.add(new Plot.Line(measure.name() + ", model", true, model));
    }
    return List.of(Plot.overN("E1-detection", "One member crashes", "seconds", lines));
  }
}
