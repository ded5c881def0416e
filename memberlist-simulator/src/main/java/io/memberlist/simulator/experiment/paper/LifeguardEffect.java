package io.memberlist.simulator.experiment.paper;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.experiment.Clusters;
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
import io.memberlist.simulator.experiment.watch.Detection;
import io.memberlist.simulator.experiment.watch.Traffic;
import io.memberlist.simulator.node.Behaviour;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** E4: Lifeguard, interval and threshold experiments. */
final class LifeguardEffect implements Experiment {

  static final Measure FP = Measure.count("FP");
  static final Measure FP_OUTSIDE = Measure.count("FP−");
  static final Measure MESSAGES = Measure.count("messages");
  static final Measure BYTES = Measure.count("bytes");
  static final Measure LATE = Measure.count("not Alive 60 s after the last block");
  static final Measure STUCK = Measure.count("not Alive 240 s after the last block");
  private static final Measure T_DEAD_FIRST = Measure.seconds("t_dead_first");
  private static final Measure T_DEAD_ALL = Measure.seconds("t_dead_all");

  static final String INTERVAL = "interval";
  static final String THRESHOLD = "threshold";
  static final String SUSTAINED = "sustained";
  private static final int MEMBERS = 128;
  private static final Duration PROCESSING = Duration.ofNanos(20_000);
  private static final Duration CYCLES = Duration.ofSeconds(120);
  private static final Duration AFTERWARDS = Duration.ofSeconds(60);
  private static final int FOR_GOOD = 30_000;

  @Override
  public String id() {
    return "E4";
  }

  @Override
  public String question() {
    return "Do the three mechanisms of Lifeguard reduce false positives as published, at the published price?";
  }

  @Override
  public List<String> parameters() {
    return List.of("experiment, stream pings", "C", "D, I");
  }

  @Override
  public List<Point> grid(Profile profile, Variant variant) {
    var grid = new ArrayList<Point>();
    if (profile == Profile.QUICK) {
      interval(List.of(16), List.of(512), List.of(256), 1, grid);
      interval(List.of(4, 16), List.of(2048, 16_384), List.of(256), 1, grid);
      grid.removeIf(point -> point.alpha() == 2);
      // for the comparison of variants: crash evidence needs stream pings
      grid.add(Point.of(MEMBERS, 1).withAlpha(5).with(INTERVAL + "; on", 16, "16384 ms; 256 ms"));
      return grid;
    }
    interval(
        List.of(1, 4, 8, 12, 16, 20, 24, 28, 32),
        List.of(128, 512, 2048, 8192, 16_384, 32_768),
        List.of(1, 4, 16, 64, 256, 1024, 4096, 16_384),
        10,
        grid);
    for (int c : List.of(1, 4, 8, 12, 16, 20, 24, 28, 32)) {
      for (int d = 128; d <= 32_768; d *= 2) {
        configurations(Point.of(MEMBERS, 10).with(THRESHOLD + "; off", c, d + " ms"), grid);
      }
    }
    for (int x : List.of(1, 2, 4, 8, 16, 32)) {
      var point = Point.of(100, 10).withAlpha(5).with(SUSTAINED + "; off", x, "");
      grid.add(point.with(Lifeguard.NONE));
      grid.add(point);
    }
    return grid;
  }

  private static void interval(
      List<Integer> members,
      List<Integer> blocks,
      List<Integer> pauses,
      int repetitions,
      List<Point> grid) {
    for (int c : members) {
      for (int d : blocks) {
        for (int i : pauses) {
          var point = Point.of(MEMBERS, repetitions);
          configurations(point.with(INTERVAL + "; off", c, d + " ms; " + i + " ms"), grid);
          if (repetitions > 1) {
            var streams = point.withAlpha(5).with(INTERVAL + "; on", c, d + " ms; " + i + " ms");
            grid.add(streams.with(Lifeguard.NONE).times(1));
            grid.add(streams.times(1));
          }
        }
      }
    }
  }

  private static void configurations(Point point, List<Point> grid) {
    for (var lifeguard :
        List.of(
            Lifeguard.NONE, Lifeguard.PROBE, Lifeguard.SUSPICION, Lifeguard.BUDDY, Lifeguard.ALL)) {
      grid.add(point.withAlpha(5).with(lifeguard));
    }
    grid.add(point.withAlpha(4));
    grid.add(point.withAlpha(2));
  }

  @Override
  public Sample run(Point point, Variant variant, long seed) {
    boolean streams = point.param1().endsWith("on");
    var cluster =
        Clusters.of(point, variant, seed)
            .behaviour(number -> Behaviour.DEFAULT.withProcessing(PROCESSING, Integer.MAX_VALUE))
            .config(c -> c.disableTcpPings(!streams))
            .warm();
    cluster.run(Clusters.CALM);
    var random = Clusters.choices(seed);
    var blocked = Chosen.of(cluster.nodes(), Integer.parseInt(point.param2()), random);
    var accusations = Accusations.of(cluster, blocked);
    var traffic = Traffic.of(cluster);
    var sample = new Sample(seed);
    if (point.param1().startsWith(INTERVAL)) {
      new Blocking(cluster, block(point), pause(point), CYCLES).begin(blocked);
      cluster.run(CYCLES);
    } else if (point.param1().startsWith(THRESHOLD)) {
      threshold(point, cluster, blocked, sample);
    } else {
      blocked.forEach(node -> sustain(cluster, node, random, cluster.clock().now()));
      cluster.run(Duration.ofSeconds(300));
    }
    sample
        .put(FP, accusations.falseDeaths())
        .put(FP_OUTSIDE, accusations.falseDeathsOutside())
        .put(MESSAGES, traffic.totalMessages())
        .put(BYTES, traffic.totalBytes());
    if (point.param1().startsWith(INTERVAL)) {
      cluster.run(block(point).plus(AFTERWARDS));
      recovered(cluster, blocked, sample);
    }
    return sample.hash(cluster.hash());
  }

  /** Whom a refutation misses learns of it by its next state exchange, each 90 s. */
  private static void recovered(SimCluster cluster, List<SimNode> blocked, Sample sample) {
    long late = Accusations.notAlive(cluster, blocked::contains);
    sample.put(LATE, late);
    long left = late;
    for (int i = 0; i < 3 && left > 0; i++) {
      cluster.run(AFTERWARDS);
      left = Accusations.notAlive(cluster, blocked::contains);
    }
    sample.put(STUCK, left);
  }

  private static Duration block(Point point) {
    return Duration.ofMillis(Integer.parseInt(point.param3().split(" ms", -1)[0]));
  }

  private static Duration pause(Point point) {
    return Duration.ofMillis(Integer.parseInt(point.param3().split(" ms", -1)[1].substring(2)));
  }

  private static void threshold(
      Point point, SimCluster cluster, List<SimNode> blocked, Sample sample) {
    var detection = Detection.of(cluster, blocked);
    long start = cluster.clock().now();
    blocked.forEach(node -> node.block(block(point)));
    cluster.run(block(point).plus(AFTERWARDS));
    if (block(point).toMillis() >= FOR_GOOD) {
      sample.put(T_DEAD_FIRST, mean(blocked, start, detection::first));
      sample.put(T_DEAD_ALL, mean(blocked, start, detection::lastSoFar));
    }
  }

  private static double mean(List<SimNode> nodes, long start, ToLongFunction<SimNode> moment) {
    return nodes.stream()
        .mapToLong(moment)
        .mapToDouble(at -> at < 0 ? Double.NaN : Clusters.seconds(start, at))
        .average()
        .orElse(Double.NaN);
  }

  /** Blocked and free in turns of random length, 2 s and 0.5 s on average. */
  private static void sustain(SimCluster cluster, SimNode node, SimRandom random, long start) {
    if (cluster.clock().now() - start < Duration.ofSeconds(300).toNanos()) {
      var on = Clusters.duration(-2 * Math.log(1 - random.nextDouble()));
      var off = Clusters.duration(-0.5 * Math.log(1 - random.nextDouble()));
      node.block(on);
      cluster.clock().after(on.plus(off), () -> sustain(cluster, node, random, start));
    }
  }

  @Override
  public void judge(Results results, Verdicts verdicts) {
    new LifeguardVerdicts(results, verdicts).judge();
  }

  @Override
  public List<Measure> noMoreThanCompat() {
    return List.of(FP);
  }

  @Override
  public List<Plot> plots(Results results) {
    var lines = new ArrayList<Plot.Line>();
    for (var lifeguard : List.of(Lifeguard.NONE, Lifeguard.SUSPICION, Lifeguard.ALL)) {
      var byMembers = new ArrayList<double[]>();
      for (int c : LifeguardVerdicts.members(results)) {
        double sum =
            results
                .over(
                    p ->
                        LifeguardVerdicts.is(p, lifeguard, 5)
                            && p.param2().equals(Integer.toString(c)),
                    FP)
                .sum();
        byMembers.add(new double[] {c, sum});
      }
      var name = lifeguard == Lifeguard.NONE ? "SWIM" : "Lifeguard: " + lifeguard;
      lines.add(new Plot.Line(name, false, byMembers));
    }
    return List.of(
        new Plot(
            "E4-false-positives",
            "Members blocked again and again, α = 5",
            "blocked members",
            "false positives",
            false,
            false,
            lines));
  }
}
