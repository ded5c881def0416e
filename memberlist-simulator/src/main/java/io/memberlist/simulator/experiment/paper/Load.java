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
import io.memberlist.simulator.experiment.Statistics;
import io.memberlist.simulator.experiment.Variant;
import io.memberlist.simulator.experiment.Verdicts;
import io.memberlist.simulator.experiment.watch.Copies;
import io.memberlist.simulator.experiment.watch.Rumour;
import io.memberlist.simulator.experiment.watch.Traffic;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** E3: message and byte load against n. */
final class Load implements Experiment {

  private static final Measure MSGS = new Measure("msgs", "1/s");
  private static final Measure RECEIVED = new Measure("msgs_received", "1/s");
  private static final Measure DEVIATION = Measure.count("msgs_deviation");
  private static final Measure BYTES = new Measure("bytes", "B/s");
  private static final Measure BYTES_RECEIVED = new Measure("bytes_received", "B/s");
  private static final Measure STREAM_BYTES = new Measure("stream_bytes", "B/s");
  private static final Measure LARGEST = new Measure("largest_packet", "B");
  private static final Measure COPIES = Measure.count("copies_of_a_rumour_max");
  private static final Measure RUMOURS = Measure.count("rumours_sent");
  private static final SortedMap<Integer, String> TYPES =
      new TreeMap<>(Map.of(0, "pings", 2, "acks", 3, "suspects", 4, "alives", 5, "deads"));

  private static final String OFF = "off";
  private static final String ON = "on";
  private static final String CALM = "none";
  private static final String CHURN = "1 %/min";
  private static final String CRASH = "10 crash";
  private static final String RUMOUR = "one rumour";
  private static final int PACKET_LIMIT = 1400;

  /** In larger clusters the copies of all rumours are not counted, which takes memory. */
  private static final int COUNTED = 1000;

  private static final int CRASHES = 10;
  private static final int SHORT = 60;
  private static final int LONG = 140;

  @Override
  public String id() {
    return "E3";
  }

  @Override
  public String question() {
    return "Is the steady load per member constant?";
  }

  @Override
  public List<String> parameters() {
    return List.of("push/pull", "disturbance");
  }

  @Override
  public List<Point> grid(Profile profile, Variant variant) {
    var grid = new ArrayList<Point>();
    if (profile == Profile.QUICK) {
      grid.add(Point.of(10, 5).with(ON, CALM, ""));
      grid.add(Point.of(100, 5).with(ON, CALM, ""));
      grid.add(Point.of(1000, 1).with(ON, CALM, ""));
      grid.add(Point.of(1000, 2).with(ON, CRASH, ""));
      grid.add(Point.of(100, 5).with(OFF, RUMOUR, ""));
      grid.add(Point.of(100, 2).with(ON, CHURN, ""));
      return grid;
    }
    for (int n : List.of(10, 30, 100, 300, 1000, 3000, 10_000)) {
      for (double loss : List.of(0.0, 0.05)) {
        for (var exchanges : List.of(OFF, ON)) {
          var point = Point.of(n, 5).withLoss(loss);
          grid.add(point.with(exchanges, CALM, ""));
          if (n >= 100) { // fewer members do not fail within 300 s
            grid.add(point.with(exchanges, CHURN, ""));
          }
        }
      }
    }
    grid.add(Point.of(1000, 5).with(ON, CRASH, ""));
    grid.add(Point.of(100, 5).with(OFF, RUMOUR, ""));
    grid.add(Point.of(1000, 5).with(OFF, RUMOUR, ""));
    return grid;
  }

  @Override
  public Sample run(Point point, Variant variant, long seed) {
    boolean exchanges = point.param1().equals(ON);
    var cluster =
        Clusters.of(point, variant, seed)
            .config(c -> exchanges ? c : c.pushPullInterval(Duration.ZERO))
            .warm();
    var sample = new Sample(seed);
    var random = Clusters.choices(seed);
    switch (point.param2()) {
      case CRASH -> crash(cluster, random, sample);
      case RUMOUR -> rumour(cluster, random, sample);
      default -> steady(point, cluster, random, sample);
    }
    return sample.hash(cluster.hash());
  }

  private static void steady(Point point, SimCluster cluster, SimRandom random, Sample sample) {
    boolean churning = point.param2().equals(CHURN);
    if (churning) {
      new Churn(cluster, random).begin();
    }
    var copies = churning && point.n() <= COUNTED ? Copies.of(cluster) : null;
    cluster.run(Duration.ofSeconds(30));
    var traffic = Traffic.of(cluster);
    cluster.run(Duration.ofSeconds(churning ? 300 : 60));
    sample
        .put(MSGS, traffic.messages())
        .put(RECEIVED, traffic.received())
        .put(DEVIATION, traffic.deviation())
        .put(BYTES, traffic.bytes())
        .put(BYTES_RECEIVED, traffic.bytesReceived())
        .put(STREAM_BYTES, traffic.streamBytes())
        .put(LARGEST, traffic.largest());
    if (copies != null) {
      sample.put(COPIES, copies.most()).put(RUMOURS, copies.rumours());
    }
    TYPES.forEach((type, name) -> sample.put(new Measure(name, "1/s"), traffic.ofType(type)));
  }

  private static void crash(SimCluster cluster, SimRandom random, Sample sample) {
    cluster.run(Duration.ofSeconds(30));
    var victims = Chosen.of(cluster.nodes(), CRASHES, random);
    var traffic = Traffic.perSecond(cluster, LONG);
    cluster.run(Duration.ofSeconds(10));
    victims.forEach(SimNode::kill);
    cluster.run(Duration.ofSeconds(LONG - 10));
    for (int seconds : List.of(SHORT, LONG)) {
      put(sample, "received", seconds, traffic.receivedSamples(seconds));
      put(sample, "sent", seconds, traffic.sentSamples(seconds));
    }
    sample.put(LARGEST, traffic.largest()).put(STREAM_BYTES, traffic.streamBytes());
  }

  private static void put(Sample sample, String what, int seconds, double[] bytes) {
    var statistics = new Statistics(bytes);
    sample.put(inWindow(what, "mean", seconds), statistics.mean() / 1e3);
    sample.put(inWindow(what, "p99", seconds), statistics.percentile(99) / 1e3);
    sample.put(inWindow(what, "max", seconds), statistics.max() / 1e3);
  }

  private static Measure inWindow(String what, String statistic, int seconds) {
    return new Measure(what + "_" + statistic + "_" + seconds + "s", "KB/s");
  }

  private static void rumour(SimCluster cluster, SimRandom random, Sample sample) {
    cluster.run(Clusters.CALM);
    var origin = cluster.node(random.nextInt(cluster.size()));
    int next = origin.incarnation() + 1;
    var rumour = Rumour.alive(cluster, origin, next);
    origin.updateNode();
    cluster.run(Duration.ofSeconds(10));
    sample.put(COPIES, rumour.mostSent());
  }

  @Override
  public void judge(Results results, Verdicts verdicts) {
    var calm = results.points(p -> p.param2().equals(CALM) && p.loss() == 0);
    for (var point : calm) {
      var where = ", n = " + point.n() + ", push/pull " + point.param1();
      verdicts.within("(a) msgs" + where, Estimate.mean(results.of(point, MSGS)), 1.98, 2.02);
      verdicts.atMost(
          "deviation of msgs over members" + where,
          Estimate.mean(results.of(point, DEVIATION)),
          0.1);
    }
    if (calm.stream().mapToInt(Point::n).distinct().count() > 1) {
      verdicts.atMost(
          "(a) slope of msgs over log10 n",
          Slope.overLogN(calm, point -> results.of(point, MSGS)),
          0.02);
    }
    if (!calm.isEmpty()) {
      var means =
          new Statistics(calm.stream().mapToDouble(p -> results.of(p, BYTES).mean()).toArray());
      verdicts.atMost(
          "(b) bytes, largest n over smallest, minus 1",
          Estimate.exact(means.max() / means.min() - 1),
          0.05);
    }
    verdicts.atMost(
        "(c) largest datagram",
        Estimate.exact(results.over(point -> true, LARGEST).max()),
        PACKET_LIMIT);
    for (var point : results.points(p -> results.of(p, COPIES).size() > 0)) {
      verdicts.atMost(
          "(d) copies of one rumour per member, n = "
              + point.n()
              + (point.param2().equals(CHURN) ? ", churn, push/pull " + point.param1() : ""),
          Estimate.exact(results.of(point, COPIES).max()),
          4 * Math.ceil(Math.log10(point.n() + 1)));
    }
    results.points(p -> p.param2().equals(CRASH)).forEach(p -> crashed(p, results, verdicts));
  }

  private static void crashed(Point point, Results results, Verdicts verdicts) {
    sent(verdicts, results, point, "mean", 0.75);
    sent(verdicts, results, point, "p99", 6.4);
    sent(verdicts, results, point, "max", 8.0);
    verdicts.goal(
        "crash, sent mean over 140 s",
        Estimate.mean(results.of(point, inWindow("sent", "mean", LONG))),
        0.45);
    verdicts.goal(
        "crash, sent p99 over 140 s",
        Estimate.mean(results.of(point, inWindow("sent", "p99", LONG))),
        5.0);
  }

  private static void sent(
      Verdicts verdicts, Results results, Point point, String statistic, double limit) {
    verdicts.atMost(
        "(e) crash, sent " + statistic + " over 60 s",
        Estimate.mean(results.of(point, inWindow("sent", statistic, SHORT))),
        limit);
  }

  @Override
  public String expected(Point point, Variant variant, Measure measure) {
    return Expectations.ofLoad(point.n(), point.param2(), measure);
  }

  @Override
  public List<Plot> plots(Results results) {
    var lines = new ArrayList<Plot.Line>();
    for (var measure : List.of(BYTES, STREAM_BYTES)) {
      var ours = new ArrayList<double[]>();
      for (var point :
          results.points(p -> p.param2().equals(CALM) && p.loss() == 0 && p.param1().equals(ON))) {
        ours.add(new double[] {point.n(), results.of(point, measure).mean()});
      }
      lines.add(new Plot.Line(measure.name(), false, ours));
    }
    return List.of(
        new Plot(
            "E3-load", "Load of an idle member", "members", "bytes a second", true, true, lines));
  }
}
