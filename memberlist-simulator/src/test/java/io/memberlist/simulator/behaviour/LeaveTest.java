package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.SimNode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaveTest {

  private static List<String> members(SimNode node) {
    return node.view().members().stream().map(Node::name).toList();
  }

  @Test
  void leave_01_whoLeavesIsLeftAndNotDead() {
    var cluster = SimCluster.of(1).nodes(2).config(c -> c.gossipInterval(ofMillis(1))).joined();
    var a = cluster.node(0);
    var b = cluster.node(1);

    var leave = a.leave();
    cluster.runUntil(leave::done, ofSeconds(1));
    cluster.run(ofMillis(10));

    assertThat(members(a)).containsExactly(b.name());
    assertThat(members(b)).containsExactly(b.name());
    assertThat(b.sees(a)).isEqualTo(NodeState.LEFT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void d32_whoReturnsIsListedThoughItsSeedNeverKnewIt(boolean elsewhere) {
    for (int seed = 1; seed <= 10; seed++) {
      var cluster = SimCluster.of(seed).nodes(30).joined();
      var returning = cluster.node(3);
      var leave = returning.leave();
      cluster.runUntil(leave::done, ofSeconds(5));
      returning.kill();
      cluster.run(ofSeconds(5));
      var newcomer = cluster.addNode();
      newcomer.start();
      newcomer.join(cluster.node(0));
      cluster.awaitConverged(ofSeconds(5));
      assertThat(newcomer.sees(returning)).isNull();

      if (elsewhere) {
        returning.move(cluster.newAddress());
      }
      returning.start();
      returning.join(newcomer);

      cluster.awaitConverged(ofSeconds(5));
      assertThat(cluster.node(0).state().info(returning.name()).address())
          .isEqualTo(returning.address());
    }
  }

  @Test
  void enc_06_to_enc_10_leave_02_sixRestartsWithoutLosingTheCluster() {
    var key = new byte[24];
    var cluster = SimCluster.of(6).nodes(2).config(c -> c.gossipInterval(ofMillis(100))).joined();
    List<UnaryOperator<Config.Builder>> steps =
        List.of(
            c -> c.secretKey(key).gossipVerifyIncoming(false).gossipVerifyOutgoing(false),
            c -> c.gossipVerifyOutgoing(true),
            c -> c.gossipVerifyIncoming(true));
    for (var step : steps) {
      restart(cluster, cluster.node(0), cluster.node(1), step);
      restart(cluster, cluster.node(1), cluster.node(0), step);
    }

    assertThat(cluster.nodes())
        .allMatch(
            node -> node.config().gossipVerifyIncoming() && node.config().gossipVerifyOutgoing());
    cluster.run(ofSeconds(60));
    assertThat(cluster.converged()).isTrue();
  }

  private static void restart(
      SimCluster cluster, SimNode node, SimNode bystander, UnaryOperator<Config.Builder> step) {
    var leave = node.leave();
    cluster.runUntil(leave::done, ofSeconds(1));
    cluster.runUntil(() -> bystander.state().members() == 1, ofSeconds(1));
    node.kill();
    node.reconfigure(step);
    node.start();

    var join = node.join(bystander);
    cluster.runUntil(join::done, ofSeconds(1));

    assertThat(join.result().reached()).isEqualTo(1);
    cluster.awaitConverged(ofMillis(7500));
    for (var each : cluster.nodes()) {
      assertThat(each.state().members()).isEqualTo(2);
      assertThat(each.view().estimatedNodes()).isEqualTo(2);
    }
  }
}
