package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.simulator.SimCluster;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes of several networks, each of which allows some of them. */
class AllowListTest {

  private static final List<String> ALL = List.of("127.0.0.0/8");
  private static final List<String> TWO = List.of("127.0.0.0/24", "127.0.1.0/24");

  /** One node for each list; the first in 127.0.0.0/24, the second in .1, all others in .2. */
  @SafeVarargs
  private static SimCluster cluster(List<String>... lists) {
    var cluster =
        SimCluster.of(6)
            .nodes(lists.length)
            .config((number, c) -> c.cidrsAllowed(lists[number]))
            .off();
    for (int i = 0; i < lists.length; i++) {
      byte[] ip = {127, 0, (byte) Math.min(i, 2), (byte) (i + 1)};
      cluster.node(i).move(new NodeAddress(ip, 7946));
    }
    return cluster;
  }

  private static void join(SimCluster cluster, int node, int... seeds) {
    cluster.node(node).start();
    cluster
        .node(node)
        .join(
            Arrays.stream(seeds).mapToObj(seed -> cluster.node(seed).address().toString()).toList(),
            ofSeconds(5));
    cluster.run(ofSeconds(5));
  }

  private static void sees(SimCluster cluster, int node, int members) {
    assertThat(cluster.node(node).state().members()).isEqualTo(members);
    assertThat(cluster.node(node).view().estimatedNodes()).isEqualTo(members);
  }

  @Test
  void cidr_06_nodesOfTwoNetworksWithinOneAllowedOneJoin() {
    var cluster = cluster(ALL, ALL);
    cluster.node(0).start();

    join(cluster, 1, 0);

    sees(cluster, 0, 2);
    sees(cluster, 1, 2);
  }

  @Test
  void cidr_07_cidr_08_aNodeFromElsewhereIsListedByNobodyButItself() {
    var cluster = cluster(TWO, TWO, ALL);
    cluster.node(0).start();
    join(cluster, 1, 0);
    sees(cluster, 0, 2);
    sees(cluster, 1, 2);

    join(cluster, 2, 0, 1);

    sees(cluster, 2, 3);
    sees(cluster, 0, 2);
    sees(cluster, 1, 2);
  }

  @Test
  void cidr_09_aNodeWhoseOwnAddressIsNotAllowedDoesNotStart() {
    var cluster = cluster(TWO, TWO, ALL, TWO);
    cluster.node(0).start();
    join(cluster, 1, 0);

    assertThat(cluster.node(3).start()).isFalse();
    cluster.run(ofSeconds(5));

    assertThat(cluster.node(3).running()).isFalse();
    sees(cluster, 0, 2);
  }
}
