package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.simulator.EventRecorder;
import io.memberlist.simulator.Figures;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Partitions, restarts and what comes back from the dead. */
class PartitionTest {

  /** One rejoin interval with its jitter, and 10 s. */
  private static final Duration REJOINED = ofSeconds(33 + 10);

  private static SimCluster rejoining(long seed) {
    return SimCluster.of(seed)
        .nodes(5)
        .config(c -> c.rejoin(c.build().rejoin().withEnabled(true)))
        .joined();
  }

  private static Duration healed(SimCluster cluster, Duration cut) {
    cluster.run(cut);
    for (var node : cluster.nodes()) {
      assertThat(node.state().members()).isLessThan(5);
    }
    cluster.network().heal();
    return cluster.awaitConverged(ofMinutes(5));
  }

  @Test
  void def_01_twoHalvesFindEachOtherAgain() {
    var slowest = Duration.ZERO;
    for (int seed = 1; seed <= 10; seed++) {
      var cluster = rejoining(seed);
      cluster.network().partition(List.of(0, 1), List.of(2, 3, 4));

      var took = healed(cluster, ofMinutes(5));
      assertThat(took).isLessThan(REJOINED);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    Figures.report(
        "DEF-01",
        "cut 2-3 for 5 min healed",
        "at most " + Figures.seconds(slowest) + " (10 seeds)");
  }

  @Test
  void def_01_aSingleIsolatedNodeFindsTheOthersAgain() {
    var slowest = Duration.ZERO;
    for (int seed = 1; seed <= 10; seed++) {
      var cluster = rejoining(seed);
      cluster.network().isolate(seed % 5);

      var took = healed(cluster, ofMinutes(5));
      assertThat(took).isLessThan(REJOINED);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    Figures.report(
        "DEF-01",
        "cut 1-4 for 5 min healed",
        "at most " + Figures.seconds(slowest) + " (10 seeds)");
  }

  @Test
  void def_01_fiveIsolatedNodesFindEachOtherAgain() {
    var slowest = Duration.ZERO;
    for (int seed = 1; seed <= 10; seed++) {
      var cluster = rejoining(seed);
      for (int i = 0; i < 5; i++) {
        cluster.network().isolate(i);
      }

      var took = healed(cluster, ofMinutes(5));
      assertThat(took).isLessThan(REJOINED);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    Figures.report(
        "DEF-01",
        "cut 1-1-1-1-1 for 5 min healed",
        "at most " + Figures.seconds(slowest) + " (10 seeds)");
  }

  @Test
  void def_01_aDayLongPartitionHealsAsFast() {
    var cluster = rejoining(3);
    cluster.network().partition(List.of(0, 1), List.of(2, 3, 4));

    var took = healed(cluster, ofHours(24));

    assertThat(took).isLessThan(REJOINED);
    Figures.report("DEF-01", "cut 2-3 for 24 h healed", Figures.seconds(took));
  }

  @Test
  void def_01_withoutRejoinThePartitionIsPermanent() {
    var cluster = SimCluster.of(1).nodes(5).joined();
    cluster.network().partition(List.of(0, 1), List.of(2, 3, 4));
    cluster.run(ofMinutes(5));
    cluster.network().heal();

    cluster.run(ofMinutes(30));

    assertThat(cluster.node(0).state().members()).isEqualTo(2);
    assertThat(cluster.node(4).state().members()).isEqualTo(3);
  }

  @Test
  void def_02_aClusterRestartedAtOnceIsCompleteWithoutStateExchanges() {
    var slowest = Duration.ZERO;
    for (int seed = 1; seed <= 3; seed++) {
      var cluster =
          SimCluster.of(seed).nodes(30).config(c -> c.pushPullInterval(Duration.ZERO)).joined();
      accuseEverybody(cluster);
      cluster.run(ofSeconds(2));
      for (var node : cluster.nodes()) {
        cluster.clock().after(ofMillis(160L * node.number()), () -> restart(cluster, node));
      }

      cluster.run(ofSeconds(5)); // by then all have restarted

      var took = ofSeconds(5).plus(cluster.awaitConverged(ofSeconds(55)));
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    Figures.report("DEF-02", "30 of 30", "at most " + Figures.seconds(slowest) + " (3 seeds)");
  }

  /** Old accusations with high incarnations, which circulate while the accused are restarted. */
  private static void accuseEverybody(SimCluster cluster) {
    for (var node : cluster.nodes()) {
      var holder = cluster.node((node.number() + 7) % cluster.size());
      holder.learn(new Dead(100, node.name(), holder.name()), holder);
    }
  }

  private static void restart(SimCluster cluster, SimNode node) {
    node.kill();
    cluster
        .clock()
        .after(
            ofMillis(200),
            () -> {
              node.start();
              node.join(cluster.node(0), cluster.node((node.number() + 1) % cluster.size()));
            });
  }

  @Test
  void def_03_aDeadNodeDoesNotComeBackInARestartStorm() {
    var cluster = SimCluster.of(31).nodes(500).withoutHash().warm();
    cluster.run(ofSeconds(5));
    var events = EventRecorder.on(cluster);
    var gone = cluster.node(499);
    gone.kill();
    for (int i = 0; i < 100; i++) {
      var node = cluster.node(4 * i + 1);
      var seed = cluster.node(4 * i + 2);
      cluster.clock().after(ofMillis(300L * i), node::kill);
      cluster
          .clock()
          .after(
              ofMillis(300L * i + 2500),
              () -> {
                node.start();
                node.join(seed);
              });
    }

    // longest suspicion, and two intervals between state exchanges: both grow with the cluster
    cluster.run(ofSeconds(65 + 300));

    for (var node : cluster.running()) {
      var seen = node.sees(gone);
      assertThat(seen == null || seen.deadOrLeft()).describedAs("%s", node).isTrue();
    }
    assertThat(reappearances(events, gone)).isEmpty();
    Figures.report("DEF-03", "reappearances at n = 500", "0");
  }

  private static List<EventRecorder.Seen> reappearances(EventRecorder events, SimNode gone) {
    var leavers = new ArrayList<String>();
    var again = new ArrayList<EventRecorder.Seen>();
    for (var seen : events.about(gone)) {
      if (seen.kind() == Kind.LEAVE) {
        leavers.add(seen.observer());
      } else if (seen.kind() == Kind.JOIN && leavers.contains(seen.observer())) {
        again.add(seen);
      }
    }
    return again;
  }

  @Test
  void def_10_aNodeThatComesBackElsewhereIsTakenAfterTheReclaimTime() {
    var cluster =
        SimCluster.of(10).nodes(5).config(c -> c.deadNodeReclaimTime(ofSeconds(10))).joined();
    var node = cluster.node(2);
    node.kill();
    cluster.runUntil(() -> cluster.node(0).sees(node) == NodeState.DEAD, ofMinutes(1));
    long died = cluster.clock().now();
    node.move(cluster.newAddress());
    node.start();
    node.join(cluster.node(0));

    cluster.run(ofSeconds(9));
    assertThat(cluster.node(0).sees(node)).isEqualTo(NodeState.DEAD);

    cluster.awaitConverged(ofSeconds(61));
    var took = Duration.ofNanos(cluster.clock().now() - died);
    assertThat(took).isGreaterThan(ofSeconds(10));
    Figures.report("DEF-10", "at its new address for everybody", Figures.seconds(took));
  }

  @Test
  void def_27_aStaleAliveRevivesNobody() {
    var cluster = SimCluster.of(27).nodes(4).joined();
    var gone = cluster.node(3);
    gone.learn(new Dead(6, gone.name(), "n0000000"), cluster.node(0));
    cluster.awaitConverged(ofSeconds(10));
    gone.kill();
    cluster.awaitConverged(ofMinutes(1));
    var events = EventRecorder.on(cluster);
    var info = cluster.node(0).state().info(gone.name());

    int last = gone(cluster, gone);
    for (int incarnation = 1; incarnation <= last; incarnation++) {
      cluster
          .node(0)
          .learn(
              new Alive(incarnation, gone.name(), info.address(), info.meta(), info.versions()),
              cluster.node(1));
    }
    cluster.run(ofSeconds(20));

    assertThat(events.of(Kind.JOIN)).isEmpty();
    assertThat(cluster.node(0).sees(gone)).isEqualTo(NodeState.DEAD);
    Figures.report("DEF-27", "resurrections by " + last + " stale alives", "0");
  }

  private static int gone(SimCluster cluster, SimNode node) {
    return cluster.node(0).state().incarnation(node.name());
  }

  @Test
  void def_28_afterAForgedGoodbyeTheNameGoesToNobodyWithoutANewerIncarnation() {
    var cluster = SimCluster.of(28).nodes(4).joined();
    var victim = cluster.node(3);
    var info = cluster.node(0).state().info(victim.name());
    var thief = cluster.newAddress();
    int incarnation = victim.incarnation();
    cluster.network().isolate(3);

    cluster.node(0).learn(new Dead(incarnation, victim.name(), victim.name()), cluster.node(1));
    assertThat(cluster.node(0).sees(victim)).isEqualTo(NodeState.LEFT);
    for (int claimed = 0; claimed <= incarnation; claimed++) {
      cluster
          .node(0)
          .learn(
              new Alive(claimed, victim.name(), thief, info.meta(), info.versions()),
              cluster.node(1));
    }
    cluster.network().heal();

    var took = cluster.awaitConverged(ofSeconds(60));
    assertThat(cluster.node(0).state().info(victim.name()).address()).isEqualTo(victim.address());
    Figures.report(
        "DEF-28",
        "names taken after a forged leave",
        "0; the owner is back after " + Figures.seconds(took));
  }

  @Test
  void def_44_aFrozenNodeAccusesNobodyAndRefutesAfterwards() {
    for (int seed = 1; seed <= 10; seed++) {
      var cluster = SimCluster.of(seed).nodes(10).joined();
      cluster.run(ofSeconds(3));
      var frozen = cluster.node(4);
      frozen.pause(ofSeconds(30));
      cluster.run(ofSeconds(30));
      var events = EventRecorder.on(cluster);

      cluster.awaitConverged(ofSeconds(2));

      cluster.run(ofSeconds(20));
      assertThat(events.of(Kind.SUSPECT)).noneMatch(seen -> !seen.subject().equals(frozen.name()));
      assertThat(events.of(Kind.LEAVE)).isEmpty();
    }
  }
}
