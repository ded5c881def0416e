package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.NetworkObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes of other clusters, and seeds that are known already. */
class ForeignNodeTest {

  @Test
  void def_20_aClusterThatReusesAnAddressStaysAnotherOne() {
    var cluster =
        SimCluster.of(20)
            .nodes(6)
            .config((number, c) -> c.label(number < 3 ? "green" : "blue"))
            .started();
    join(cluster, 0, 1, 2);
    join(cluster, 3, 4, 5);
    var reused = cluster.node(2).address();
    cluster.node(2).kill();
    cluster.node(5).kill();
    cluster.node(2).move(cluster.newAddress());
    cluster.node(5).move(reused);

    cluster.node(5).start();
    cluster.node(5).join(cluster.node(3));
    var stray = cluster.node(5).join(cluster.node(0));
    cluster.run(ofMinutes(5));

    assertThat(stray.result().reached()).isZero();
    assertThat(cluster.node(0).refused()).as("visible to green").isPositive();
    assertThat(cluster.node(5).refused()).as("visible to blue").isPositive();
    assertThat(members(cluster, 0)).containsExactlyInAnyOrder("n0000000", "n0000001");
    assertThat(members(cluster, 3)).containsExactlyInAnyOrder("n0000003", "n0000004", "n0000005");
    assertThat(members(cluster, 5)).containsExactlyInAnyOrder("n0000003", "n0000004", "n0000005");
  }

  private static void join(SimCluster cluster, int first, int... others) {
    for (int other : others) {
      cluster.node(other).join(cluster.node(first));
    }
    cluster.run(ofSeconds(5));
  }

  private static List<String> members(SimCluster cluster, int node) {
    return cluster.node(node).view().members().stream().map(member -> member.name()).toList();
  }

  /** Who opened streams to whom. */
  private static final class Streams implements NetworkObserver {
    private final List<Set<Integer>> between = new ArrayList<>();

    @Override
    public void streamWritten(long now, int from, int to, byte[] bytes) {
      between.add(Set.of(from, to));
    }
  }

  @Test
  void def_21_seedsThatAreLivingMembersAreNotContactedAgain() {
    var cluster =
        SimCluster.of(21)
            .nodes(20)
            .config(
                c ->
                    c.pushPullInterval(Duration.ZERO)
                        .rejoin(rejoin -> rejoin.withEnabled(true))
                        .rejoinSeeds(() -> List.of("n0000000.test", "n0000001.test", "10.0.0.3")))
            .joined();
    cluster.run(ofMinutes(1));
    var streams = new Streams();
    cluster.observe(streams);

    cluster.run(ofMinutes(30));

    assertThat(streams.between).isEmpty();

    cluster.node(1).kill();
    cluster.run(ofMinutes(2));
    cluster.node(1).start();
    cluster.awaitConverged(ofMinutes(1));
    assertThat(streams.between)
        .as("only where somebody is missing")
        .isNotEmpty()
        .allMatch(ends -> ends.contains(1));
  }
}
