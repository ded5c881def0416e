package io.memberlist.simulator;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.NodeState;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.simulator.node.Behaviour;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimClusterTest {

  @Test
  void twoNodesKnowEachOtherAfterFiveWaysOfAStream() {
    var cluster = SimCluster.of(1).nodes(2).started();

    var join = cluster.node(1).join(cluster.node(0));
    cluster.run(ofMillis(10));

    assertThat(join.done()).isTrue();
    assertThat(join.result().reached()).isEqualTo(1);
    assertThat(join.endedAt()).isBetween(5 * 200_000L, 5 * 600_000L);
    assertThat(cluster.converged()).isTrue();
  }

  @Test
  void aKilledNodeIsSuspectOnePeriodAfterItsProbeAndDeadFourSecondsLater() {
    var cluster = SimCluster.of(2).nodes(2).joined();
    var events = EventRecorder.on(cluster);
    long killed = cluster.clock().now();
    cluster.node(1).kill();

    cluster.run(ofSeconds(10));

    long suspect = events.first(Kind.SUSPECT, cluster.node(0), cluster.node(1));
    assertThat(suspect - killed).isBetween(1_000_000_000L, 2_000_000_000L);
    assertThat(events.first(Kind.LEAVE, cluster.node(0), cluster.node(1)))
        .isEqualTo(suspect + 4_000_000_000L);
    assertThat(cluster.node(0).sees(cluster.node(1))).isEqualTo(NodeState.DEAD);
    assertThat(cluster.converged()).isTrue();
  }

  @Test
  void aMachineThatVanishesIsNoticedAtTheSamePaceAsAProcess() {
    var process = SimCluster.of(3).nodes(2).joined();
    var machine = SimCluster.of(3).nodes(2).joined();
    var processEvents = EventRecorder.on(process);
    var machineEvents = EventRecorder.on(machine);

    process.node(1).kill();
    machine.node(1).powerOff();
    process.run(ofSeconds(10));
    machine.run(ofSeconds(10));

    assertThat(machineEvents.first(Kind.LEAVE, machine.node(0), machine.node(1)))
        .isEqualTo(processEvents.first(Kind.LEAVE, process.node(0), process.node(1)));
  }

  @Test
  void aNodeThatLeavesIsLeftEverywhereAndNobodySuspectsIt() {
    var cluster = SimCluster.of(4).nodes(5).joined();
    var events = EventRecorder.on(cluster);

    var leave = cluster.node(4).leave();
    cluster.run(ofSeconds(10));

    assertThat(leave.done()).isTrue();
    for (int i = 0; i < 4; i++) {
      assertThat(cluster.node(i).sees(cluster.node(4))).isEqualTo(NodeState.LEFT);
    }
    assertThat(events.of(Kind.SUSPECT)).isEmpty();
  }

  @Test
  void aPartitionHealsByRejoin() {
    var cluster = SimCluster.of(5).nodes(5).improved().joined();
    cluster.network().partition(List.of(0, 1), List.of(2, 3, 4));
    cluster.run(ofMinutes(5));
    assertThat(cluster.node(0).state().members()).isEqualTo(2);
    assertThat(cluster.node(2).state().members()).isEqualTo(3);

    cluster.network().heal();

    assertThat(cluster.awaitConverged(ofMinutes(2))).isLessThan(ofSeconds(60));
  }

  @Test
  void aStoppedNodeHandlesItsInputsLateAndRefutes() {
    var cluster = SimCluster.of(6).nodes(5).joined();
    var events = EventRecorder.on(cluster);

    cluster.node(2).pause(ofSeconds(4));
    cluster.run(ofSeconds(30));

    assertThat(events.of(Kind.SUSPECT, cluster.node(2))).isNotEmpty();
    assertThat(events.of(Kind.LEAVE)).isEmpty();
    assertThat(cluster.node(2).incarnation()).isGreaterThan(1);
    assertThat(cluster.converged()).isTrue();
  }

  @Test
  void aNodeComesBackWithAnotherAddressOnceItWasReclaimed() {
    var cluster =
        SimCluster.of(7).nodes(3).config(c -> c.deadNodeReclaimTime(ofSeconds(1))).joined();
    var moved = cluster.node(2);
    moved.kill();
    cluster.runUntil(() -> cluster.node(0).sees(moved) == NodeState.DEAD, ofSeconds(20));
    cluster.runUntil(() -> cluster.node(1).sees(moved) == NodeState.DEAD, ofSeconds(20));
    cluster.run(ofSeconds(2));

    moved.move(cluster.newAddress());
    moved.start();
    moved.join(moved.memory(), ofSeconds(10));

    cluster.awaitConverged(ofSeconds(20));
    assertThat(moved.lives()).isEqualTo(2);
  }

  @Test
  void clocksMayGoWrongAndStartAnywhere() {
    var cluster =
        SimCluster.of(8)
            .nodes(4)
            .behaviour(
                number ->
                    Behaviour.DEFAULT.withClock(
                        Long.MAX_VALUE - 3_000_000_000L * number, (number - 2) * 50_000_000L))
            .joined();
    var events = EventRecorder.on(cluster);

    cluster.run(ofMinutes(2));

    assertThat(events.of(Kind.SUSPECT)).isEmpty();
    cluster.node(0).kill();
    cluster.awaitConverged(ofSeconds(30));
  }

  @Test
  void whatDoesNotComeTrueFailsWithSeedAndTime() {
    var cluster = SimCluster.of(9).nodes(2).started();

    assertThatThrownBy(() -> cluster.awaitConverged(ofSeconds(3)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("seed 9")
        .hasMessageContaining("3.0");
  }
}
