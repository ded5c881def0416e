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
import io.memberlist.simulator.experiment.watch.Accusations;
import io.memberlist.simulator.experiment.watch.Exchanging;
import io.memberlist.simulator.experiment.watch.Traffic;
import io.memberlist.simulator.node.SimJoin;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** E6: bootstrap. */
final class Bootstrap implements Experiment {

  private static final Measure T_FIRST_99 = Measure.seconds("t_first99");
  private static final Measure T_ALL = Measure.seconds("t_all");
  private static final Measure SIZES = Measure.count("distinct view sizes");
  private static final Measure FP = Measure.count("FP");
  private static final Measure FAILED = Measure.count("joins that failed");
  private static final Measure BYTES = Measure.count("bytes per member until t_all");
  private static final Measure PEAK_RATE = new Measure("exchanges of the seed, peak", "1/s");
  private static final Measure PEAK_OPEN = Measure.count("exchanges of the seed at a time, peak");

  private static final Duration STEP = Duration.ofMillis(100);
  private static final int STEPS_PER_SECOND = 10;
  private static final Duration LIMIT = Duration.ofSeconds(300);
  private static final Duration LIMIT_PER_MEMBER = Duration.ofMillis(120);
  private static final int EXCHANGE_LIMIT = 127;

  /** As Rapid was measured. */
  private static final String ONE_SEED = "1";

  /**
   * Each joiner contacts one of the seeds, which knows a part of them; not as Rapid was measured.
   */
  private static final String ONE_EACH = ", one each";

  private static final Map<Integer, String> T_ALL_EXPECTED =
      Map.of(
          64, "1.7–2.1 MODEL, 1.4–1.5 ORIG",
          100, "3.0–3.7 MODEL",
          128, "4.2–5.3 MODEL, 4.15 ORIG",
          300, "12–14 MODEL",
          1000, "45.7 RAPID's memberlist, 46 MODEL",
          1500, "68.6 RAPID's memberlist",
          2000, "97.6 RAPID's memberlist, 60 MODEL");
  private static final Map<Integer, Double> MEMBERLIST = Map.of(1000, 45.7, 1500, 68.6, 2000, 97.6);
  private static final Map<Integer, Double> RAPID = Map.of(1000, 29.6, 1500, 40.0, 2000, 53.5);
  private static final Map<Integer, String> SIZES_EXPECTED =
      Map.of(
          1000, "901 RAPID's memberlist, 762 MODEL",
          1500, "1383 RAPID's memberlist",
          2000, "1858 RAPID's memberlist, 1700 MODEL");

  @Override
  public String id() {
    return "E6";
  }

  @Override
  public String question() {
    return "How long until members started together through one seed all know each other?";
  }

  @Override
  public List<String> parameters() {
    return List.of("seeds");
  }

  @Override
  public List<Point> grid(Profile profile, Variant variant) {
    var grid = new ArrayList<Point>();
    if (profile == Profile.QUICK) {
      return List.of(Point.of(100, 5).with(1, "", ""));
    }
    for (int n : List.of(64, 100, 128, 300, 1000, 1500, 2000, 5000, 10_000)) {
      grid.add(Point.of(n, 5).with(1, "", ""));
    }
    for (var seeds : List.of("3", "5")) {
      grid.add(Point.of(1000, 5).with(seeds, "", ""));
      grid.add(Point.of(1000, 5).with(seeds + ONE_EACH, "", ""));
    }
    return grid;
  }

  @Override
  public Sample run(Point point, Variant variant, long seed) {
    boolean oneEach = point.param1().endsWith(ONE_EACH);
    int seeds = Integer.parseInt(point.param1().replace(ONE_EACH, ""));
    var cluster = Clusters.of(point, variant, seed).off();
    var random = Clusters.choices(seed);
    for (int i = 0; i < seeds; i++) {
      cluster.node(i).start();
      if (i > 0) {
        cluster.node(i).join(cluster.node(0));
      }
    }
    cluster.run(Duration.ofSeconds(10));
    var accusations = Accusations.of(cluster, List.of());
    var exchanging = Exchanging.of(cluster, cluster.node(0));
    var traffic = Traffic.of(cluster);
    var joins = new ArrayList<SimJoin>();
    long start = cluster.clock().now();
    for (int i = seeds; i < point.n(); i++) {
      var node = cluster.node(i);
      var through = oneEach ? List.of(cluster.node(i % seeds)) : cluster.nodes().subList(0, seeds);
      cluster
          .clock()
          .after(
              Clusters.duration(i == seeds ? 0 : random.nextDouble()),
              () -> {
                node.start();
                joins.add(node.join(through.toArray(SimNode[]::new)));
              });
    }
    var sample = new Sample(seed);
    grow(point.n(), cluster, start, sample);
    double seconds = Clusters.seconds(start, cluster.clock().now());
    return sample
        .put(FP, accusations.deaths())
        .put(FAILED, point.n() - seeds - successes(joins, oneEach ? 1 : seeds))
        .put(BYTES, (traffic.bytes() + traffic.streamBytes()) * seconds)
        .put(PEAK_RATE, exchanging.peakPerSecond())
        .put(PEAK_OPEN, exchanging.peakOpen())
        .hash(cluster.hash());
  }

  private static long successes(List<SimJoin> joins, int contacted) {
    return joins.stream().filter(join -> join.result().reached() == contacted).count();
  }

  private static void grow(int n, SimCluster cluster, long start, Sample sample) {
    long limit = Math.max(LIMIT.toNanos(), n * LIMIT_PER_MEMBER.toNanos());
    var sizes = new HashSet<Integer>();
    double first99 = Double.NaN;
    boolean all = false;
    for (int step = 1; !all && cluster.clock().now() - start < limit; step++) {
      cluster.run(STEP);
      long complete = cluster.nodes().stream().filter(node -> sees(node, n)).count();
      double now = Clusters.seconds(start, cluster.clock().now());
      first99 = Double.isNaN(first99) && complete >= 0.99 * n ? now : first99;
      all = complete == n;
      if (step % STEPS_PER_SECOND == 0) {
        addSizes(cluster, sizes);
      }
    }
    sample.put(T_FIRST_99, first99);
    sample.put(T_ALL, all ? Clusters.seconds(start, cluster.clock().now()) : Double.NaN);
    sample.put(SIZES, sizes.size());
  }

  private static boolean sees(SimNode node, int members) {
    return node.running() && node.state().members() == members;
  }

  private static void addSizes(SimCluster cluster, Set<Integer> sizes) {
    cluster.running().forEach(node -> sizes.add(node.state().members()));
  }

  @Override
  public void judge(Results results, Verdicts verdicts) {
    for (var point : results.points()) {
      var where = ", n = " + point.n() + ", seeds " + point.param1();
      boolean compat = results.variant() == Variant.COMPAT;
      var all = results.of(point, T_ALL);
      verdicts.exactly("runs that end" + where, all.size(), point.repetitions());
      verdicts.exactly("FP" + where, results.of(point, FP).sum(), 0);
      verdicts.exactly("joins that failed" + where, results.of(point, FAILED).sum(), 0);
      verdicts.atMost(
          "exchanges of the seed at a time, so that the limit of 127 changes nothing" + where,
          Estimate.exact(results.of(point, PEAK_OPEN).max()),
          EXCHANGE_LIMIT);
      var published = (compat ? MEMBERLIST : RAPID).get(point.n());
      if (published != null && (compat || !point.param1().endsWith(ONE_EACH))) {
        verdicts.atMost(
            compat ? "t_all against RAPID's memberlist × 1.15" + where : "t_all, Rapid's" + where,
            compat ? Estimate.median(all) : Estimate.mean(all),
            published * (compat ? 1.15 : 1));
      }
      if (!compat && (point.n() == 2000 || point.n() == 10_000)) {
        verdicts.goal("t_all" + where, Estimate.mean(all), point.n() == 2000 ? 10 : 60);
      }
    }
  }

  @Override
  public String expected(Point point, Variant variant, Measure measure) {
    if (!point.param1().equals(ONE_SEED)) {
      return "";
    }
    if (variant == Variant.IMPROVED) {
      return measure.equals(T_ALL) && RAPID.containsKey(point.n())
          ? RAPID.get(point.n()) + " Rapid"
          : "";
    }
    return measure.equals(T_ALL)
        ? T_ALL_EXPECTED.getOrDefault(point.n(), "")
        : measure.equals(SIZES) ? SIZES_EXPECTED.getOrDefault(point.n(), "") : "";
  }

  @Override
  public List<Plot> plots(Results results) {
    var ours = new ArrayList<double[]>();
    for (var point : results.points(p -> p.param1().equals(ONE_SEED))) {
      ours.add(new double[] {point.n(), results.of(point, T_ALL).mean()});
    }
    return List.of(
        Plot.overN(
            "E6-bootstrap",
            "All know all, started through one seed",
            "seconds",
            List.of(
                new Plot.Line("t_all, mean", false, ours),
                new Plot.Line("memberlist in the paper on Rapid", true, points(MEMBERLIST)),
                new Plot.Line("Rapid", true, points(RAPID)))));
  }

  private static List<double[]> points(Map<Integer, Double> published) {
    return published.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> new double[] {entry.getKey(), entry.getValue()})
        .toList();
  }
}
