package io.memberlist.simulator.experiment.watch;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.simulator.SimCluster;
import org.junit.jupiter.api.Test;

class SuspectedTimesTest {

  @Test
  void whoCanHopeForNoConfirmationWaitsForTheShortestSuspicion() {
    var cluster = SimCluster.of(1).nodes(2).joined();
    var times = SuspectedTimes.of(cluster);
    cluster.node(1).kill();
    cluster.run(ofSeconds(12));
    assertThat(cluster.node(0).sees(cluster.node(1))).isEqualTo(NodeState.DEAD);
    assertThat(times.last()).isBetween(0.5, 2.0);
    assertThat(times.longest()).isEqualTo(4);
  }

  @Test
  void whoIsAloneAmongManyWaitsForTheLongest() {
    var cluster = SimCluster.of(1).nodes(8).joined();
    cluster.network().isolate(0);
    var times = SuspectedTimes.of(cluster);
    cluster.run(ofSeconds(120));
    assertThat(cluster.node(0).state().members()).isEqualTo(1);
    assertThat(times.longest()).isEqualTo(24);
  }

  @Test
  void aRefutedSuspicionCountsAsOneOnly() {
    var cluster = SimCluster.of(1).nodes(8).joined();
    var times = SuspectedTimes.of(cluster);
    cluster.node(1).pause(ofSeconds(3));
    cluster.run(ofSeconds(30));
    assertThat(times.last()).isPositive();
    assertThat(times.longest()).isZero();
  }

  @Test
  void nothingInACalmCluster() {
    var cluster = SimCluster.of(1).nodes(3).joined();
    var times = SuspectedTimes.of(cluster);
    cluster.run(ofSeconds(30));
    assertThat(times.last()).isNaN();
    assertThat(times.longest()).isZero();
  }
}
