package io.memberlist.simulator.experiment.paper;

import io.memberlist.internal.wire.Suspect;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.experiment.Clusters;
import io.memberlist.simulator.experiment.Estimate;
import io.memberlist.simulator.experiment.Measure;
import io.memberlist.simulator.experiment.Point;
import io.memberlist.simulator.experiment.Results;
import io.memberlist.simulator.experiment.Sample;
import io.memberlist.simulator.experiment.Variant;
import io.memberlist.simulator.experiment.Verdicts;
import io.memberlist.simulator.experiment.watch.Detection;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.List;

/**
 * E9: when an accusation that nobody answers becomes a verdict (§11.3). The accuser is the only
 * member left, so that the confirmations are those of the row.
 */
final class ExpiryTimes {

  static final String TIMER = "timer";
  private static final Measure T_EXPIRY = Measure.seconds("t_expiry");
  private static final Measure ERROR = new Measure("t_expiry off by", "ms");

  /**
   * A row of the table.
   *
   * @param confirmations c, all of them at {@code atMillis} after the accusation
   * @param intervalMillis probe interval
   * @param expiryMillis what §11.3 gives, counted from the accusation
   */
  private record Row(
      int alpha,
      int beta,
      int n,
      int confirmations,
      int atMillis,
      int intervalMillis,
      int expiryMillis) {

    Point point() {
      var point = new Point(n, Point.of(n, 1).lifeguard(), alpha, beta, 0, "", "", "", 1);
      return point.with(TIMER, "c = " + confirmations, atMillis + " ms; T = " + intervalMillis);
    }
  }

  /** Those of §11.3 and its defaults, then what §11.1 makes of larger clusters. */
  private static final List<Row> ROWS =
      List.of(
          new Row(5, 15, 8, 0, 0, 400, 30_000),
          new Row(5, 15, 8, 1, 2000, 400, 16_000),
          new Row(5, 15, 8, 2, 3000, 400, 7810),
          new Row(5, 15, 8, 3, 4000, 400, 4000), // over already
          new Row(4, 6, 10, 0, 0, 1000, 24_000),
          new Row(4, 6, 10, 1, 0, 1000, 11_381),
          new Row(4, 6, 10, 2, 0, 1000, 4000),
          new Row(4, 6, 3, 0, 0, 1000, 4000),
          new Row(2, 6, 100, 0, 0, 1000, 4000),
          new Row(4, 6, 11, 1, 0, 1000, 11_848),
          new Row(4, 6, 50, 1, 0, 1000, 19_325),
          new Row(4, 6, 100, 0, 0, 1000, 48_000),
          new Row(4, 6, 100, 1, 0, 1000, 22_762),
          new Row(4, 6, 100, 2, 0, 1000, 8000),
          new Row(5, 6, 128, 2, 0, 1000, 21_466),
          new Row(6, 6, 100, 2, 0, 1000, 31_043));

  private ExpiryTimes() {}

  static List<Point> grid() {
    return ROWS.stream().map(Row::point).toList();
  }

  static boolean is(Point point) {
    return point.param1().equals(TIMER);
  }

  private static Row row(Point point) {
    return ROWS.stream().filter(row -> row.point().equals(point)).findAny().orElseThrow();
  }

  static Sample run(Point point, Variant variant, long seed) {
    var row = row(point);
    var cluster =
        Clusters.of(point, variant, seed)
            .config(c -> c.probeInterval(Duration.ofMillis(row.intervalMillis)))
            .config(c -> c.probeTimeout(Duration.ofMillis(row.intervalMillis / 2)))
            .warm();
    var accused = cluster.node(1);
    cluster.nodes().stream().skip(1).forEach(SimNode::powerOff);
    var detection = Detection.of(cluster, List.of(accused));
    long start = cluster.clock().now();
    accuse(cluster, 0);
    cluster.run(Duration.ofMillis(row.atMillis));
    for (int i = 0; i < row.confirmations; i++) {
      accuse(cluster, 2 + i);
    }
    cluster.clock().runUntil(() -> detection.first(accused) >= 0, Duration.ofMinutes(2));
    double expiry = Clusters.seconds(start, detection.first(accused));
    return new Sample(seed)
        .put(T_EXPIRY, expiry)
        .put(ERROR, Math.abs(1000 * expiry - row.expiryMillis))
        .hash(cluster.hash());
  }

  private static void accuse(SimCluster cluster, int by) {
    var accuser = cluster.node(by);
    var accusation = new Suspect(1, cluster.node(1).name(), accuser.name());
    cluster.node(0).learn(accusation, accuser);
  }

  static void judge(Results results, Verdicts verdicts) {
    var errors = results.over(ExpiryTimes::is, ERROR);
    if (errors.size() > 0) {
      verdicts.atMost(
          "suspicion timer, most ms off the " + errors.size() + " rows of §11.3",
          Estimate.exact(errors.max()),
          1);
    }
  }

  static String expected(Point point, Measure measure) {
    return measure.equals(T_EXPIRY) ? row(point).expiryMillis / 1e3 + " SPEC" : "";
  }
}
