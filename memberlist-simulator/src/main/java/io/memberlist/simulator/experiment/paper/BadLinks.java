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
import io.memberlist.simulator.experiment.watch.Accusations;
import io.memberlist.simulator.experiment.watch.Traffic;
import io.memberlist.simulator.experiment.watch.Views;
import io.memberlist.simulator.network.LinkConditions;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** E5: packet loss, asymmetric and one-way failures. */
final class BadLinks implements Experiment {

  private static final Measure P_SUSP = Measure.count("p_susp");
  private static final Measure FP_RATE = new Measure("FP per member", "1/h");
  private static final Measure MSGS = new Measure("msgs", "1/s");
  private static final Measure BYTES = new Measure("bytes", "B/s");
  private static final Measure PRESENT = Measure.count("smallest view at the end");
  private static final Measure LEAST = Measure.count("smallest view");
  private static final Measure DISTINCT = Measure.count("distinct view sizes");
  private static final Measure AGREEMENT = Measure.count("share of time in agreement");
  private static final Measure STABLE = Measure.count("stable for the last 300 s");
  private static final Measure FLAPS = Measure.count("flaps per disturbed member and observer");
  private static final Measure FP = Measure.count("FP");
  private static final Measure FP_OUTSIDE = Measure.count("FP−");
  private static final Measure WRONG = new Measure("wrong accusations", "1/min");
  private static final Measure T_CLEARED = Measure.seconds("slowest clearing");
  private static final Measure DEATHS = Measure.count("dead events");
  private static final Measure REMOVED =
      Measure.count("removals per disturbed member and observer");

  private static final String LOSS = "a: loss";
  private static final String SWIM = "a: SWIM's 17";
  private static final String ONE_WAY = "b: one-way, flapping";
  private static final String OUTGOING = "c: 80 % outgoing";
  private static final String INCOMING = "c: 80 % incoming";
  private static final String ORDERED = "d: one ordered pair";
  private static final String PAIR = "d: one pair";
  private static final String ON = "on";
  private static final String OFF = "off";
  private static final Duration HALF_CYCLE = Duration.ofSeconds(20);

  /** With the loss of three packets in a row, 97 % of the streams fail. */
  private static final LinkConditions LOSSY =
      LinkConditions.DEFAULT.withLoss(0.8).withStreamLoss(1 - 0.03 / (1 - 0.8 * 0.8 * 0.8));

  private static final Map<Double, String> P_SUSP_EXPECTED =
      Map.of(
          0.01, "1.2e-6 SWIM",
          0.05, "6.2e-4 SWIM, 5.7e-4 MODEL",
          0.1, "7.7e-3 SWIM, 7.6e-3 MODEL",
          0.2, "0.074 SWIM, 0.060 MODEL",
          0.3, "0.224 SWIM, 0.15 MODEL");

  @Override
  public String id() {
    return "E5";
  }

  @Override
  public String question() {
    return "What do loss, one-way links and single bad links do?";
  }

  @Override
  public List<String> parameters() {
    return List.of("disturbance", "stream pings", "seconds");
  }

  @Override
  public List<Point> grid(Profile profile, Variant variant) {
    return profile == Profile.QUICK ? quick() : full();
  }

  private static List<Point> quick() {
    var loss = Point.of(100, 2);
    return List.of(
        loss.withLoss(0.1).with(Lifeguard.NONE).withAlpha(5).with(LOSS, OFF, 120),
        loss.withLoss(0.3).with(LOSS, ON, 60),
        Point.of(17, 3).withLoss(0.1).with(SWIM, OFF, 175),
        Point.of(200, 1).with(ONE_WAY, ON, 200),
        Point.of(32, 2).with(ORDERED, ON, 200),
        Point.of(32, 2).with(PAIR, ON, 200));
  }

  private static List<Point> full() {
    var grid = new ArrayList<Point>();
    for (int n : List.of(100, 1000)) {
      for (double loss : List.of(0.01, 0.05, 0.1, 0.2, 0.3, 0.5)) {
        for (var streams : List.of(ON, OFF)) {
          var point = Point.of(n, 3).withLoss(loss).with(LOSS, streams, 600);
          grid.add(point.with(Lifeguard.NONE).withAlpha(5));
          grid.add(point);
        }
      }
    }
    grid.add(Point.of(17, 10).withLoss(0.1).with(SWIM, OFF, 175));
    grid.add(Point.of(1000, 1).with(ONE_WAY, ON, 900));
    grid.add(Point.of(1000, 1).with(OUTGOING, ON, 900));
    grid.add(Point.of(1000, 1).with(INCOMING, ON, 900));
    grid.add(Point.of(200, 3).with(ONE_WAY, ON, 900));
    grid.add(Point.of(200, 3).with(OUTGOING, ON, 900));
    grid.add(Point.of(200, 3).with(INCOMING, ON, 900));
    grid.add(Point.of(100, 3).with(ORDERED, ON, 600));
    grid.add(Point.of(100, 3).with(PAIR, ON, 600));
    return grid;
  }

  @Override
  public Sample run(Point point, Variant variant, long seed) {
    var sample = new Sample(seed);
    var cluster =
        switch (point.param1()) {
          case LOSS -> loss(point, variant, sample);
          case SWIM -> swim(point, variant, sample);
          default -> links(point, variant, sample);
        };
    return sample.hash(cluster.hash());
  }

  private static Duration length(Point point) {
    return Duration.ofSeconds(Integer.parseInt(point.param3()));
  }

  private static SimCluster loss(Point point, Variant variant, Sample sample) {
    var cluster =
        Clusters.of(point, variant, sample.seed())
            .config(c -> c.disableTcpPings(point.param2().equals(OFF)))
            .warm();
    cluster.run(Clusters.CALM);
    var accusations = Accusations.of(cluster, List.of());
    var traffic = Traffic.of(cluster);
    cluster.run(length(point));
    double memberSeconds = (double) point.n() * length(point).toSeconds();
    sample
        .put(P_SUSP, accusations.failedProbes() / memberSeconds)
        .put(FP, accusations.falseDeaths())
        .put(FP_RATE, accusations.falseDeaths() / (memberSeconds / 3600))
        .put(MSGS, traffic.messages())
        .put(BYTES, traffic.bytes());
    return cluster;
  }

  /** 17 members join one after the other. */
  private static SimCluster swim(Point point, Variant variant, Sample sample) {
    var cluster =
        Clusters.of(point, variant, sample.seed())
            .config(c -> c.probeInterval(Duration.ofSeconds(2)).indirectChecks(1))
            .config(c -> c.disableTcpPings(true))
            .off();
    for (var node : cluster.nodes()) {
      node.start();
      if (node.number() > 0) {
        node.join(cluster.node(0));
      }
      cluster.run(Duration.ofSeconds(5));
    }
    cluster.clock().runUntil(length(point).toNanos());
    sample.put(
        PRESENT, cluster.nodes().stream().mapToInt(node -> node.state().members()).min().orElse(0));
    return cluster;
  }

  private static SimCluster links(Point point, Variant variant, Sample sample) {
    var cluster = Clusters.of(point, variant, sample.seed()).warm();
    cluster.run(Clusters.CALM);
    boolean single = point.param1().startsWith("d:");
    int number = single ? 2 : point.n() / 100;
    var disturbed = Chosen.of(cluster.nodes(), number, Clusters.choices(sample.seed()));
    var accusations = Accusations.of(cluster, single ? List.of() : disturbed);
    var views = Views.of(cluster, single ? List.of() : disturbed);
    switch (point.param1()) {
      case ONE_WAY -> flap(point, cluster, views, disturbed);
      case OUTGOING -> lossy(point, cluster, views, disturbed, true);
      case INCOMING -> lossy(point, cluster, views, disturbed, false);
      default -> pair(point, cluster, views, disturbed);
    }
    double minutes = length(point).toSeconds() / 60.0;
    long removals = accusations.deaths() - accusations.falseDeaths();
    sample
        .put(LEAST, views.least())
        .put(DISTINCT, views.distinct())
        .put(AGREEMENT, views.agreement())
        .put(STABLE, views.stable(300) ? 1 : 0)
        .put(FLAPS, (double) accusations.revivals() / number / (point.n() - number))
        .put(FP, accusations.falseDeaths())
        .put(FP_OUTSIDE, accusations.falseDeathsOutside())
        .put(WRONG, accusations.wrongVerdicts() / minutes)
        .put(T_CLEARED, accusations.slowestClearing())
        .put(DEATHS, accusations.deaths())
        .put(REMOVED, (double) removals / number / (point.n() - number));
    return cluster;
  }

  private static void flap(Point point, SimCluster cluster, Views views, List<SimNode> disturbed) {
    long end = cluster.clock().now() + length(point).toNanos();
    while (cluster.clock().now() < end) {
      disturbed.forEach(node -> deafen(cluster, node));
      views.run(HALF_CYCLE);
      cluster.network().heal();
      views.run(HALF_CYCLE);
    }
  }

  private static void deafen(SimCluster cluster, SimNode node) {
    for (var other : cluster.nodes()) {
      if (other != node) {
        cluster.network().cut(other.number(), node.number());
      }
    }
  }

  private static void lossy(
      Point point, SimCluster cluster, Views views, List<SimNode> disturbed, boolean outgoing) {
    views.run(Duration.ofSeconds(90));
    var streams = LinkConditions.DEFAULT.withStreamLoss(LOSSY.streamLoss());
    for (var node : disturbed) {
      for (var other : cluster.nodes()) {
        if (other != node) {
          cluster.network().link(node.number(), other.number(), outgoing ? LOSSY : streams);
          cluster.network().link(other.number(), node.number(), outgoing ? streams : LOSSY);
        }
      }
    }
    views.run(length(point).minusSeconds(90));
  }

  private static void pair(Point point, SimCluster cluster, Views views, List<SimNode> pair) {
    int one = pair.get(0).number();
    int other = pair.get(1).number();
    cluster.network().cut(one, other);
    if (point.param1().equals(PAIR)) {
      cluster.network().cut(other, one);
    }
    views.run(length(point));
  }

  @Override
  public void judge(Results results, Verdicts verdicts) {
    for (var point : results.points()) {
      var where = ", " + point.param1() + ", n = " + point.n();
      switch (point.param1()) {
        case LOSS -> judgeLoss(point, results, verdicts);
        case SWIM ->
            verdicts.exactly(
                "smallest view after 175 s" + where, results.of(point, PRESENT).min(), 17);
        case ONE_WAY -> {
          // who is deaf cannot hear refutations: its own accusations run out
          verdicts.exactly("FP−" + where, results.of(point, FP_OUTSIDE).sum(), 0);
          verdicts.info(
              "FP at the disturbed members" + where,
              Double.toString(results.of(point, FP).mean() - results.of(point, FP_OUTSIDE).mean()));
          verdicts.atLeast(
              "smallest view" + where,
              Estimate.exact(results.of(point, LEAST).min()),
              point.n() - point.n() / 100 - 2);
          settled(point, where, results, verdicts);
        }
        case OUTGOING -> {
          verdicts.atMost(
              "wrong accusations a minute" + where, Estimate.mean(results.of(point, WRONG)), 2);
          var cleared = results.of(point, T_CLEARED);
          verdicts.atMost(
              "slowest clearing" + where,
              Estimate.exact(cleared.size() == 0 ? 0 : cleared.max()),
              3);
          settled(point, where, results, verdicts);
        }
        case INCOMING -> {
          verdicts.exactly("FP−" + where, results.of(point, FP_OUTSIDE).sum(), 0);
          verdicts.atMost(
              "removals per disturbed member and observer" + where,
              Estimate.mean(results.of(point, REMOVED)),
              1);
          settled(point, where, results, verdicts);
        }
        default -> verdicts.exactly("dead events" + where, results.of(point, DEATHS).sum(), 0);
      }
    }
  }

  private static void judgeLoss(Point point, Results results, Verdicts verdicts) {
    double loss = point.loss();
    var where =
        ", loss "
            + Math.round(100 * loss)
            + " %, n = "
            + point.n()
            + ", "
            + point.lifeguard()
            + ", streams "
            + point.param2();
    var measured = Estimate.mean(results.of(point, P_SUSP));
    if (point.lifeguard() == Lifeguard.NONE && point.param2().equals(OFF)) {
      double swim = failedProbe(loss);
      if (loss == 0.05 || loss == 0.1) {
        verdicts.within("p_susp" + where, measured, 0.85 * swim, 1.15 * swim);
      }
      verdicts.atMost("p_susp, SWIM's bound" + where, measured, swim * Math.E / (Math.E - 1));
    }
    if (point.lifeguard() == Lifeguard.ALL && point.param2().equals(ON) && loss <= 0.3) {
      var falseDeaths = results.of(point, FP);
      if (loss <= 0.1) {
        verdicts.exactly("FP" + where, falseDeaths.sum(), 0);
      } else {
        verdicts.atMost("FP" + where, Estimate.mean(falseDeaths), missed(point, results));
      }
    }
  }

  /** Of each refutation, how many miss all copies, R(n) for each member. */
  private static double missed(Point point, Results results) {
    double suspicions = results.of(point, P_SUSP).mean() * point.n() * length(point).toSeconds();
    double copies = 4 * Math.ceil(Math.log10(point.n() + 1));
    return suspicions * point.n() * Math.exp(-(1 - point.loss()) * copies);
  }

  /** Neither the direct nor one of three indirect probes comes through. */
  private static double failedProbe(double loss) {
    double passes = 1 - loss;
    return (1 - Math.pow(passes, 2)) * Math.pow(1 - Math.pow(passes, 4), 3);
  }

  private static void settled(Point point, String where, Results results, Verdicts verdicts) {
    if (results.variant() == Variant.IMPROVED) {
      verdicts.goal(
          "runs without one stable size for the last 300 s" + where,
          Estimate.exact(1 - results.of(point, STABLE).mean()),
          0);
      verdicts.goal(
          "flaps per disturbed member" + where, Estimate.mean(results.of(point, FLAPS)), 3);
      verdicts.goal("FP" + where, Estimate.mean(results.of(point, FP)), 0);
    }
  }

  @Override
  public String expected(Point point, Variant variant, Measure measure) {
    boolean plain =
        point.param1().equals(LOSS)
            && point.lifeguard() == Lifeguard.NONE
            && point.param2().equals(OFF);
    if (plain && measure.equals(P_SUSP)) {
      return P_SUSP_EXPECTED.getOrDefault(point.loss(), "");
    }
    if (point.param1().equals(SWIM)) {
      return "12 SWIM with suspicion, 4 without";
    }
    if (point.n() == 1000 && variant == Variant.COMPAT && measure.equals(LEAST)) {
      return switch (point.param1()) {
        case ONE_WAY -> "994 RAPID's memberlist, 990 MODEL";
        case OUTGOING -> "992 RAPID's memberlist, 990 MODEL (400 s)";
        default -> "";
      };
    }
    return "";
  }

  @Override
  public List<Measure> noMoreThanCompat() {
    return List.of(FP);
  }

  @Override
  public List<Plot> plots(Results results) {
    var measured = new ArrayList<double[]>();
    var published = new ArrayList<double[]>();
    for (var point :
        results.points(
            p ->
                p.param1().equals(LOSS)
                    && p.n() == 100
                    && p.lifeguard() == Lifeguard.NONE
                    && p.param2().equals(OFF))) {
      measured.add(new double[] {100 * point.loss(), results.of(point, P_SUSP).mean()});
      published.add(new double[] {100 * point.loss(), failedProbe(point.loss())});
    }
    return List.of(
        new Plot(
            "E5-loss",
            "Failed probes of running members, streams off",
            "loss in percent",
            "per member and period",
            false,
            true,
            List.of(
                new Plot.Line("measured", false, measured),
                new Plot.Line("(1−q²)(1−q⁴)³", true, published))));
  }
}
