package io.memberlist.simulator.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.core.CoreOptions;
import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.simulator.EventRecorder;
import io.memberlist.simulator.PacketRecorder;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.Behaviour;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Sends and receives of a node wait (experiments.md 1.3). */
class BlockedNodeTest {

  private static final CoreOptions FIXED_SUSPICION = new CoreOptions(true, false, true, false);

  private static final CoreOptions UNAWARE = new CoreOptions(false, true, false, false);

  private static SimCluster calm(long seed) {
    return calm(seed, FIXED_SUSPICION);
  }

  private static SimCluster calm(long seed, CoreOptions options) {
    var cluster =
        SimCluster.of(seed).nodes(8).options(options).config(c -> c.disableTcpPings(true)).warm();
    cluster.run(ofSeconds(5));
    return cluster;
  }

  private static void accuse(SimNode accuser, SimNode accused) {
    accuser.learn(new Suspect(1, accused.name(), accuser.name()), accuser);
  }

  @Test
  void itsTasksStopAtTheirFirstSendAndGoOnAfterwards() {
    var cluster = calm(1);
    var blocked = cluster.node(0);
    var sent = PacketRecorder.of(cluster, blocked);
    var events = EventRecorder.on(cluster);
    accuse(blocked, cluster.node(3));

    blocked.block(ofSeconds(8).minusNanos(1));
    cluster.run(ofSeconds(8).minusNanos(2));
    assertThat(sent.packets()).isEmpty();
    cluster.run(ofNanos(1));

    var probes = sent.messages(Ping.class, IndirectPing.class);
    assertThat(probes).as("the ping that waited, its helpers, the next ping").hasSize(5);
    var target = ((Ping) probes.get(0)).node();
    assertThat(probes.subList(1, 4))
        .allSatisfy(helper -> assertThat(((IndirectPing) helper).node()).isEqualTo(target));
    assertThat(probes.get(4)).isInstanceOf(Ping.class);
    assertThat(sent.packets())
        .filteredOn(packet -> packet.get(0) instanceof Suspect || packet.get(0) instanceof Dead)
        .as("the round of gossip that waited, and the tick after it")
        .hasSizeBetween(3, 6);
    assertThat(events.first(Kind.SUSPECT, blocked, node(cluster, target)))
        .as("its deadline is over")
        .isEqualTo(cluster.clock().now());

    sent.clear();
    cluster.run(ofSeconds(20));
    assertThat(sent.messages(Ping.class)).hasSizeBetween(15, 21);
    assertThat(cluster.converged()).isTrue();
  }

  private static SimNode node(SimCluster cluster, String name) {
    return cluster.nodes().stream()
        .filter(node -> node.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  @Test
  void itsSuspicionsRunOutMeanwhile() {
    var cluster = calm(2);
    var blocked = cluster.node(0);
    var accused = cluster.node(3);
    var events = EventRecorder.on(cluster);
    long start = cluster.clock().now();
    accuse(blocked, accused);

    blocked.block(ofSeconds(8));
    cluster.run(ofSeconds(7));

    assertThat(events.first(Kind.LEAVE, blocked, accused) - start)
        .isEqualTo(ofSeconds(4).toNanos());
    assertThat(events.of(Kind.LEAVE, accused)).as("nobody else has heard of it").hasSize(1);
    assertThat(blocked.sees(accused)).isEqualTo(NodeState.DEAD);
    cluster.run(ofSeconds(5));
    assertThat(blocked.sees(accused)).as("it has objected").isEqualTo(NodeState.ALIVE);
  }

  @Test
  void blocksInSuccessionAreNotTakenForAStopOfTheProcess() {
    for (int seed = 1; seed <= 10; seed++) {
      var cluster = calm(seed, UNAWARE);
      var blocked = cluster.node(0);
      var said = new ArrayList<String>();
      cluster.observe(
          new NodeObserver() {
            @Override
            public void log(long now, SimNode node, LogEvent line) {
              said.add(line.text());
            }
          });

      for (int block = 0; block < 3; block++) {
        blocked.block(ofSeconds(8));
        cluster.run(ofSeconds(8).plusMillis(1));
      }

      assertThat(said).as("it accuses").anyMatch(line -> line.startsWith("Suspecting "));
      assertThat(said).as("and pardons nobody").noneMatch(line -> line.contains("was stopped"));
    }
  }

  @Test
  void aBlockShorterThanAProbeDoesNoHarm() {
    for (int seed = 1; seed <= 20; seed++) {
      var cluster = calm(seed);
      var events = EventRecorder.on(cluster);

      cluster.node(0).block(ofMillis(400));
      cluster.run(ofSeconds(5));

      assertThat(events.of(Kind.SUSPECT)).isEmpty();
    }
  }

  @Test
  void packetsThatHaveWaitedTakeTheirTimeToo() {
    var app = new Recorder();
    var cluster =
        SimCluster.of(4)
            .nodes(2)
            .behaviour(number -> Behaviour.DEFAULT.withProcessing(ofMillis(1), 1000))
            .config(
                (number, c) -> {
                  c.probeInterval(ofSeconds(60));
                  return number == 0 ? c.delegate(app) : c;
                })
            .warm();
    var blocked = cluster.node(0);
    blocked.block(ofSeconds(1));
    for (int i = 0; i < 10; i++) {
      cluster.node(1).sendBestEffort(blocked, Integer.toString(i).getBytes(UTF_8));
    }
    cluster.run(ofSeconds(1));

    cluster.run(ofMillis(3));
    blocked.block(ofSeconds(1));
    cluster.run(ofMillis(500));
    assertThat(app.messages).hasSize(3);

    cluster.run(ofSeconds(1));
    assertThat(app.messages).hasSize(10);
  }
}
