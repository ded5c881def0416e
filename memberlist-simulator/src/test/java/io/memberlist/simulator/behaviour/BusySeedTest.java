package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.metrics.Metric;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.SimClusterBuilder;
import io.memberlist.simulator.node.Behaviour;
import io.memberlist.simulator.node.SimJoin;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** A member serves 127 state exchanges at a time (§8.4). */
class BusySeedTest {

  private static SimClusterBuilder slowSeed(int nodes) {
    var slow = Behaviour.DEFAULT.withExchange(ofMillis(500));
    return SimCluster.of(127).nodes(nodes).behaviour(i -> i == 0 ? slow : Behaviour.DEFAULT);
  }

  @Test
  void lim_11_joinsBeyondThatAreClosedWithoutAnAnswer() {
    var cluster = slowSeed(200).started();
    var joins = new ArrayList<SimJoin>();

    cluster.nodes().stream().skip(1).forEach(node -> joins.add(node.join(cluster.node(0))));
    cluster.run(ofSeconds(2));

    assertThat(joins).filteredOn(join -> join.result().reached() == 1).hasSize(127);
    assertThat(cluster.node(0).count(Metric.STREAMS_REFUSED_BUSY)).isEqualTo(199 - 127);
    assertThat(joins)
        .filteredOn(join -> join.result().reached() == 0)
        .allSatisfy(
            join ->
                assertThat(join.result().failures().get(0).reason())
                    .isEqualTo("connection closed without an answer"));
  }

  @Test
  void whoseCallerTriesAgainAllGetIn() {
    var cluster = slowSeed(200).started();

    cluster.nodes().stream().skip(1).forEach(node -> node.joinUntilReached(cluster.node(0)));

    assertThat(cluster.awaitConverged(ofSeconds(60))).isGreaterThan(ofSeconds(1));
  }
}
