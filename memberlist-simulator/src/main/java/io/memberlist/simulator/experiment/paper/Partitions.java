package io.memberlist.simulator.experiment.paper;

import io.memberlist.NodeState;
import io.memberlist.metrics.Metric;
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
import io.memberlist.simulator.experiment.watch.SuspectedTimes;
import io.memberlist.simulator.experiment.watch.Traffic;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** E7: partition and heal. */
final class Partitions implements Experiment {

  private static final Measure T_SPLIT = Measure.seconds("t_split");
  private static final Measure APART = Measure.count("apart before the cut ends");
  private static final Measure SUSPECTED = Measure.seconds("last Suspect event");
  private static final Measure SUSPICION = Measure.seconds("Suspect to Dead, slowest");
  private static final Measure DEATHS = Measure.count("dead events");
  private static final Measure T_HEAL = Measure.seconds("t_heal");
  private static final Measure T_CALM = Measure.seconds("all Alive for all");
  private static final Measure HEALED = Measure.count("healed");
  private static final Measure FLAPS = Measure.count("joins per returned member and observer");
  private static final Measure REFUTATIONS = Measure.count("refutations per member, most");
  private static final Measure INCOMPLETE = Measure.count("missing on the own side");
  private static final Measure QUEUED = Measure.count("rumours queued at the end");
  private static final Measure BYTES = new Measure("bytes while healing", "B/s");

  /** 15 packets with some 16 each. */
  private static final int RUMOURS_PER_SECOND = 240;

  private static final String HALVES = "50/50";
  private static final String TENTH = "90/10";
  private static final String ALONE = "1 alone";
  private static final String NOTHING = "nothing";
  private static final String SEEDS = "seeds";
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int HARMLESS = 8;
  private static final int SEPARATED = 30;

  @Override
  public String id() {
    return "E7";
  }

  @Override
  public String question() {
    return "What becomes of a cluster that was cut in two, and does it heal?";
  }

  @Override
  public List<String> parameters() {
    return List.of("split", "cut", "known; observed");
  }

  @Override
  public List<Point> grid(Profile profile, Variant variant) {
    boolean quick = profile == Profile.QUICK;
    var known = variant == Variant.IMPROVED ? List.of(NOTHING, SEEDS) : List.of(NOTHING);
    var grid = new ArrayList<Point>();
    for (int n : quick ? List.of(100) : List.of(10, 100, 1000)) {
      for (var split : quick ? List.of(HALVES) : List.of(HALVES, TENTH, ALONE)) {
        for (int seconds :
            quick ? List.of(6, 30, 60) : List.of(3, 6, 8, 10, 15, 30, 60, 300, 3600)) {
          for (var seeds : known) {
            grid.add(
                Point.of(n, quick ? 4 : 10)
                    .with(split, seconds + " s", seeds + (quick ? "; 60 s" : "; 600 s")));
          }
        }
      }
    }
    return grid;
  }

  @Override
  public Sample run(Point point, Variant variant, long seed) {
    var cluster =
        Clusters.of(point, variant, seed)
            .config(
                (number, c) ->
                    point.param3().startsWith(SEEDS)
                        ? c.rejoinSeeds(() -> List.of("n0000000.test", "n0000001.test"))
                        : c)
            .warm();
    cluster.run(Clusters.CALM);
    var shuffled = Chosen.of(cluster.nodes(), point.n(), Clusters.choices(seed));
    var one = shuffled.subList(0, smallerSide(point));
    var other = shuffled.subList(one.size(), point.n());
    var accusations = Accusations.of(cluster, List.of());
    var sample = new Sample(seed);
    cut(point, cluster, one, other, sample);
    long deaths = accusations.deaths();
    sample.put(DEATHS, deaths);
    heal(point, cluster, sample);
    long returned = accusations.deaths();
    sample.put(FLAPS, returned == 0 ? 0 : (double) accusations.revivals() / returned);
    sample.put(INCOMPLETE, missing(one) + missing(other));
    sample.put(QUEUED, queued(cluster));
    return sample.hash(cluster.hash());
  }

  private static int smallerSide(Point point) {
    return switch (point.param1()) {
      case HALVES -> point.n() / 2;
      case TENTH -> point.n() / 10;
      default -> 1;
    };
  }

  private static void cut(
      Point point, SimCluster cluster, List<SimNode> one, List<SimNode> other, Sample sample) {
    cluster.network().partition(numbers(one), numbers(other));
    long start = cluster.clock().now();
    long end = start + Duration.ofSeconds(length(point)).toNanos();
    var suspicions = SuspectedTimes.of(cluster);
    boolean apart = wait(cluster, end, () -> sees(one, one.size()) && sees(other, other.size()));
    sample.put(T_SPLIT, apart ? Clusters.seconds(start, cluster.clock().now()) : Double.NaN);
    cluster.clock().runUntil(end);
    sample.put(APART, apart ? 1 : 0);
    sample.put(SUSPECTED, suspicions.last());
    sample.put(SUSPICION, suspicions.longest());
  }

  private static void heal(Point point, SimCluster cluster, Sample sample) {
    var refutations = refutations(cluster);
    cluster.network().heal();
    var traffic = Traffic.of(cluster);
    long start = cluster.clock().now();
    long end = start + observed(point).toNanos();
    boolean healed = wait(cluster, end, () -> sees(cluster.nodes(), point.n()));
    double seconds = Clusters.seconds(start, cluster.clock().now());
    sample.put(HEALED, healed ? 1 : 0);
    sample.put(T_HEAL, healed ? seconds : Double.NaN);
    sample.put(BYTES, traffic.bytes());
    boolean calm =
        healed
            && wait(
                cluster,
                end + Duration.ofSeconds(30).toNanos(),
                () -> seesAlive(cluster.nodes(), point.n()));
    sample.put(T_CALM, calm ? Clusters.seconds(start, cluster.clock().now()) : Double.NaN);
    cluster.run(Duration.ofSeconds(20 + draining(point.n()))); // what is still under way
    long most = 0;
    for (int i = 0; i < point.n(); i++) {
      most = Math.max(most, refutations(cluster).get(i) - refutations.get(i));
    }
    sample.put(REFUTATIONS, most);
  }

  /** Seconds that a rumour about each member takes to be sent as often as it is to be. */
  private static int draining(int members) {
    int copies = 4 * Integer.toString(members).length();
    return members * copies / RUMOURS_PER_SECOND;
  }

  private static Duration observed(Point point) {
    var text = point.param3();
    return Duration.ofSeconds(
        Integer.parseInt(text.substring(text.indexOf(' ') + 1, text.length() - 2)));
  }

  private static int length(Point point) {
    return Integer.parseInt(point.param2().replace(" s", ""));
  }

  private static List<Integer> numbers(List<SimNode> nodes) {
    return nodes.stream().map(SimNode::number).toList();
  }

  private static boolean wait(SimCluster cluster, long end, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (cluster.clock().now() >= end) {
        return false;
      }
      cluster.run(STEP);
    }
    return true;
  }

  private static boolean sees(List<SimNode> nodes, int members) {
    return nodes.stream().allMatch(node -> node.state().members() == members);
  }

  private static boolean seesAlive(List<SimNode> nodes, int members) {
    return nodes.stream().allMatch(node -> node.state().count(NodeState.ALIVE) == members);
  }

  private static List<Long> refutations(SimCluster cluster) {
    return cluster.nodes().stream().map(node -> node.count(Metric.REFUTATIONS)).toList();
  }

  /** Pairs of one side that do not see each other as members. */
  private static long missing(List<SimNode> side) {
    long missing = 0;
    for (var node : side) {
      for (var peer : side) {
        var seen = node.sees(peer);
        missing += seen == null || seen.deadOrLeft() ? 1 : 0;
      }
    }
    return missing;
  }

  private static long queued(SimCluster cluster) {
    return cluster.nodes().stream().mapToLong(node -> node.state().queuedBroadcasts()).sum();
  }

  @Override
  public void judge(Results results, Verdicts verdicts) {
    for (var point : results.points()) {
      var where = ", n = " + point.n() + ", " + point.param1() + ", " + point.param2();
      if (length(point) <= HARMLESS && length(point) < 1 + point.minSuspicion()) {
        verdicts.exactly("dead events" + where, results.of(point, DEATHS).sum(), 0);
        verdicts.exactly("healed" + where, results.of(point, HEALED).mean(), 1);
        verdicts.atMost(
            "t_heal, slowest" + where, Estimate.exact(results.of(point, T_HEAL).max()), 1);
      }
      double longest = 6 * point.minSuspicion();
      verdicts.atMost(
          "Suspect to Dead, slowest" + where,
          Estimate.exact(results.of(point, SUSPICION).max()),
          longest);
      if (length(point) > results.of(point, SUSPECTED).max() + longest) {
        verdicts.exactly("apart before the cut ends" + where, results.of(point, APART).mean(), 1);
      }
      verdicts.exactly("missing on the own side" + where, results.of(point, INCOMPLETE).sum(), 0);
      verdicts.exactly("rumours queued at the end" + where, results.of(point, QUEUED).max(), 0);
      if (results.variant() == Variant.IMPROVED) {
        improved(point, where + ", known: " + point.param3(), results, verdicts);
      } else if (length(point) >= SEPARATED) {
        verdicts.info(
            "healed by itself" + where,
            Math.round(100 * results.of(point, HEALED).mean()) + " % of the runs");
      }
    }
  }

  private static void improved(Point point, String where, Results results, Verdicts verdicts) {
    verdicts.exactly("healed" + where, results.of(point, HEALED).mean(), 1);
    verdicts.atMost("t_heal, slowest" + where, Estimate.exact(results.of(point, T_HEAL).max()), 60);
    if (results.of(point, DEATHS).max() > 0) {
      verdicts.exactly(
          "join events per returned member and observer" + where,
          results.of(point, FLAPS).mean(),
          1);
    }
    verdicts.atMost(
        "refutations per member" + where, Estimate.exact(results.of(point, REFUTATIONS).max()), 2);
  }

  @Override
  public String expected(Point point, Variant variant, Measure measure) {
    if (point.n() != 100 || !point.param1().equals(HALVES)) {
      return "";
    }
    if (variant == Variant.IMPROVED) {
      return measure.equals(T_HEAL) ? improvedHealing(length(point)) : "";
    }
    if (measure.equals(T_SPLIT) && length(point) >= SEPARATED) {
      return "29 MODEL";
    }
    return switch (measure.name()) {
      case "dead events" -> deaths(length(point));
      case "t_heal" -> healing(length(point));
      default -> "";
    };
  }

  private static String improvedHealing(int seconds) {
    return switch (seconds) {
      case 30, 60 -> "5 MODEL";
      case 300 -> "19 MODEL";
      default -> "";
    };
  }

  private static String deaths(int seconds) {
    return switch (seconds) {
      case 10 -> "3000 MODEL";
      case 15 -> "4300 MODEL";
      default -> seconds <= HARMLESS ? "0 MODEL" : "5000 MODEL";
    };
  }

  private static String healing(int seconds) {
    return switch (seconds) {
      case 10 -> "4 MODEL";
      case 15 -> "71 MODEL";
      default -> seconds <= HARMLESS ? "≤ 1 MODEL" : "never MODEL";
    };
  }

  @Override
  public List<Plot> plots(Results results) {
    var deaths = new ArrayList<double[]>();
    for (var point :
        results.points(p -> p.n() == 100 && p.param1().equals(HALVES) && length(p) <= 60)) {
      deaths.add(new double[] {length(point), results.of(point, DEATHS).mean()});
    }
    var line = new Plot.Line("dead events until the cut ends", false, deaths);
    return List.of(
        new Plot(
            "E7-partition",
            "100 members, cut in halves",
            "length of the cut in seconds",
            "dead events",
            true,
            false,
            List.of(line)));
  }
}
