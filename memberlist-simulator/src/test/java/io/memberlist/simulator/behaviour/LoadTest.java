package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Delegate;
import io.memberlist.NodeState;
import io.memberlist.broadcast.Broadcast;
import io.memberlist.broadcast.ClusterBroadcast;
import io.memberlist.broadcast.ClusterBroadcastOptions;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.broadcast.UniqueBroadcast;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.internal.wire.Alive;
import io.memberlist.simulator.EventRecorder;
import io.memberlist.simulator.Figures;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.LinkConditions;
import io.memberlist.simulator.node.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Large clusters, slow applications, bad networks. */
class LoadTest {

  @Test
  void def_08_leavingAThousandNodesTakesLessThanTwoSecondsAndIsNoFailure() {
    var cluster = SimCluster.of(8).nodes(1000).withoutHash().warm();
    cluster.run(ofSeconds(5));
    var leaver = cluster.node(500);

    long start = cluster.clock().now();
    var leave = leaver.leave();
    cluster.run(ofSeconds(10));

    var took = Duration.ofNanos(leave.endedAt() - start);
    assertThat(took).isPositive().isLessThan(ofSeconds(2));
    long left =
        cluster.nodes().stream().filter(node -> node.sees(leaver) == NodeState.LEFT).count();
    assertThat(left).isGreaterThanOrEqualTo(990);
    assertThat(cluster.nodes()).noneMatch(node -> node.sees(leaver) == NodeState.DEAD);
    Figures.report(
        "DEF-08",
        "leave at n = 1000",
        Figures.seconds(took) + "; " + left + " of 1000 record Left, 0 Dead");
  }

  @Test
  void def_09_whoLingersAfterLeavingIsFailedForNobodyInSpiteOfLoss() {
    var cluster = SimCluster.of(9).nodes(100).network(LinkConditions.DEFAULT.withLoss(0.1)).warm();
    cluster.run(ofSeconds(5));
    var leaver = cluster.node(50);
    var leave = leaver.leave();
    cluster.runUntil(leave::done, ofSeconds(5));

    cluster.run(ofSeconds(1));
    leaver.kill();
    cluster.run(ofSeconds(40));

    assertThat(cluster.running()).noneMatch(node -> node.sees(leaver) == NodeState.DEAD);
  }

  /** Counts messages. */
  private static final class Counting implements Delegate {
    private int messages;

    @Override
    public void notifyMsg(byte[] message) {
      messages++;
    }
  }

  @Test
  void def_16_slowMessageHandlersCauseNoSuspicion() {
    var delegates = new ArrayList<Counting>();
    var cluster =
        SimCluster.of(16)
            .nodes(10)
            .behaviour(number -> Behaviour.DEFAULT.withHandler(ofSeconds(1)))
            .config(
                c -> {
                  delegates.add(new Counting());
                  return c.delegate(delegates.get(delegates.size() - 1));
                })
            .joined();
    var events = EventRecorder.on(cluster);
    for (int i = 0; i < 3000; i++) {
      var from = cluster.node(i % 10);
      var to = cluster.node((i + 1 + i / 10) % 10);
      cluster.clock().after(ofMillis(200L * i), () -> from.sendBestEffort(to, new byte[100]));
    }

    cluster.run(ofMinutes(10));

    assertThat(events.of(Kind.SUSPECT)).isEmpty();
    assertThat(events.of(Kind.LEAVE)).isEmpty();
    int handled = delegates.stream().mapToInt(each -> each.messages).sum();
    assertThat(handled).isGreaterThan(2500);
    Figures.report(
        "DEF-16", "suspicions in 10 min", "0, while " + handled + " messages took 1 s each");
  }

  /** Broadcasts of an application, and when each was sent often enough. */
  private static final class Broadcasting implements Delegate {
    private final TransmitLimitedQueue queue = new TransmitLimitedQueue(4, () -> 500);
    private final List<Long> latencies = new ArrayList<>();

    private void publish(SimCluster cluster) {
      long start = cluster.clock().now();
      queue.queueBroadcast(
          new UniqueBroadcast() {
            @Override
            public boolean invalidates(Broadcast other) {
              return false;
            }

            @Override
            public byte[] message() {
              return new byte[100];
            }

            @Override
            public void finished() {
              latencies.add(cluster.clock().now() - start);
            }
          });
    }

    @Override
    public List<byte[]> getBroadcasts(int overhead, int limit) {
      return queue.getBroadcasts(overhead, limit);
    }
  }

  @Test
  void def_17_applicationBroadcastsAreNotStarvedByChurn() {
    var delegate = new Broadcasting();
    var cluster =
        SimCluster.of(17)
            .nodes(500)
            .withoutHash()
            .config((number, c) -> number == 0 ? c.delegate(delegate) : c)
            .warm();
    cluster.run(ofSeconds(5));
    for (int i = 0; i < 25; i++) {
      var node = cluster.node(10 + 17 * i);
      var seed = cluster.node(11 + 17 * i);
      cluster.clock().after(ofMillis(2400L * i), node::kill);
      cluster
          .clock()
          .after(
              ofMillis(2400L * i + 20_000),
              () -> {
                node.start();
                node.join(seed);
              });
    }
    for (int i = 0; i < 60; i++) {
      cluster.clock().after(ofSeconds(i), () -> delegate.publish(cluster));
    }

    cluster.run(ofSeconds(70));

    assertThat(delegate.latencies).hasSize(60);
    // 12 transmissions, three of them every 200 ms
    assertThat(delegate.latencies).allMatch(nanos -> nanos <= ofSeconds(2).toNanos());
    var sorted = delegate.latencies.stream().sorted().map(Duration::ofNanos).toList();
    Figures.report(
        "DEF-17",
        "12 transmissions at n = 500",
        "median "
            + Figures.seconds(sorted.get(30))
            + ", at most "
            + Figures.seconds(sorted.get(59)));
  }

  /** An application that passes cluster messages on. */
  private static final class Relaying implements Delegate {
    private final SimCluster[] cluster;
    private final ClusterBroadcast broadcast;
    private long receivedAt = -1;

    private Relaying(SimCluster[] cluster) {
      this.cluster = cluster;
      broadcast =
          new ClusterBroadcast(
              ClusterBroadcastOptions.DEFAULT,
              () -> cluster[0].clock().now(),
              new ClusterBroadcast.Cluster() {
                @Override
                public int numNodes() {
                  return 100;
                }

                @Override
                public void sendReliable(byte[] message) {
                  throw new AssertionError("short messages are gossiped");
                }
              });
    }

    @Override
    public TransmitLimitedQueue broadcastQueue() {
      return broadcast.queue();
    }

    @Override
    public void notifyMsg(byte[] message) {
      if (broadcast.received(message)) {
        receivedAt = cluster[0].clock().now();
      }
    }
  }

  @Test
  void def_18_aClusterBroadcastReachesEverybodyInSpiteOfLoss() {
    var cluster = new SimCluster[1];
    var delegates = new ArrayList<Relaying>();
    for (int i = 0; i < 100; i++) {
      delegates.add(new Relaying(cluster));
    }
    cluster[0] =
        SimCluster.of(18)
            .nodes(100)
            .config((number, c) -> c.delegate(delegates.get(number)))
            .network(LinkConditions.DEFAULT.withLoss(0.2))
            .warm();
    cluster[0].run(ofSeconds(5));
    long start = cluster[0].clock().now();

    delegates.get(7).broadcast.publish(new byte[] {1, 2, 3});
    cluster[0].run(ofSeconds(5));

    delegates.remove(7);
    assertThat(delegates).allMatch(each -> each.receivedAt > start);
    long last = delegates.stream().mapToLong(each -> each.receivedAt).max().orElseThrow();
    Figures.report(
        "DEF-18", "99 of 99 at 20 % loss", Figures.seconds(Duration.ofNanos(last - start)));
  }

  @Test
  void def_25_nodesThatLoseMostOfWhatIsSentToThemCostTheHealthyOnesNothing() {
    var cluster = SimCluster.of(25).nodes(100).withoutHash().warm();
    cluster.run(ofSeconds(5));
    var bad = cluster.node(42);
    for (var node : cluster.nodes()) {
      cluster.network().link(node.number(), 42, LinkConditions.DEFAULT.withLoss(0.8));
    }
    var events = EventRecorder.on(cluster);

    cluster.run(ofMinutes(15));

    // 99 healthy nodes for a quarter of an hour are one node-day, in which one is allowed
    assertThat(events.of(Kind.LEAVE))
        .filteredOn(seen -> !seen.observer().equals(bad.name()))
        .filteredOn(seen -> !seen.subject().equals(bad.name()))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void def_38_aNodeWhoseHelpersAnswerInTimeStaysHealthy() {
    for (int seed = 1; seed <= 10; seed++) {
      var cluster = SimCluster.of(seed).nodes(3).joined();
      var node = cluster.node(0);
      var events = EventRecorder.on(cluster);
      node.learn(
          new Alive(1, "phantom", cluster.newAddress(), null, new byte[] {1, 5, 2, 0, 0, 0}),
          cluster.node(1));

      cluster.runUntil(() -> !events.of(Kind.SUSPECT).isEmpty(), ofSeconds(20));
      cluster.run(ofSeconds(1));

      assertThat(cluster.nodes()).allMatch(each -> each.state().healthScore() == 0);
    }
    Figures.report("DEF-38", "health points of 10 failed probes", "0");
  }

  @Test
  void def_67_silentSeedsAreContactedInParallel() {
    var cluster = SimCluster.of(67).nodes(34).config(c -> c.tcpTimeout(ofSeconds(2))).off();
    cluster.node(0).start();
    cluster.node(33).start();
    var seeds = new ArrayList<String>();
    for (int i = 1; i < 33; i++) {
      cluster.node(i).start();
      cluster.node(i).powerOff();
      seeds.add(cluster.node(i).address().toString());
    }
    seeds.add(cluster.node(0).address().toString());

    var join = cluster.node(33).join(seeds, ofSeconds(60));
    cluster.runUntil(join::done, ofSeconds(60));

    var took = Duration.ofNanos(join.endedAt());
    assertThat(took).isLessThanOrEqualTo(ofSeconds(8));
    assertThat(join.result().reached()).isEqualTo(1);
    assertThat(join.result().failures()).hasSize(32);
    assertThat(cluster.node(33).state().members()).isEqualTo(2);
    Figures.report("DEF-67", "32 silent seeds and a good one", Figures.seconds(took));
  }
}
