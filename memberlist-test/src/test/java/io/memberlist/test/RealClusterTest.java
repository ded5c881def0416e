package io.memberlist.test;

import static io.memberlist.test.Notice.Kind.FAILED;
import static io.memberlist.test.Notice.Kind.LEFT;
import static io.memberlist.test.assertions.MemberlistAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Config;
import io.memberlist.NodeState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RealClusterTest {

  private static final Duration LIMIT = ofSeconds(60);

  private final RealCluster cluster =
      RealCluster.ofNodes(3).configure((node, config) -> config.withImprovements()).joined();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void nodesHavePortsOfTheirOwnOnLoopback() {
    assertThat(cluster).hasMembers("node-1", "node-2", "node-3");
    assertThat(cluster.nodes()).extracting(RealNode::address).doesNotHaveDuplicates();
    assertThat(cluster.node(1).address()).startsWith("127.0.0.1:");
  }

  @Test
  void aKilledNodeIsDeclaredDeadAndComesBack() {
    cluster.node(3).kill();
    assertThat(cluster.node(3).running()).isFalse();

    cluster.awaitUntil(() -> !cluster.node(1).events().of(FAILED).all().isEmpty(), LIMIT);
    assertThat(cluster.node(1)).sees("node-3", NodeState.DEAD);
    cluster.node(3).restart();
    cluster.awaitConverged();

    assertThat(cluster).hasMembers("node-1", "node-2", "node-3");
  }

  @Test
  void aPartitionSplitsAndHeals() {
    cluster.partition("node-3");
    cluster.awaitUntil(() -> cluster.node(3).memberlist().numMembers() == 1, LIMIT);
    assertThat(cluster).hasNotConverged();

    cluster.heal();
    cluster.node(3).memberlist().join(List.of(cluster.node(1).address()));
    cluster.awaitConverged();
  }

  @Test
  void messagesAndGoodbyesArrive() {
    var one = cluster.node(1).memberlist();
    one.sendReliable(one.node("node-2").orElseThrow(), "hello".getBytes(UTF_8));
    cluster.awaitUntil(() -> !cluster.node(2).messages().isEmpty(), LIMIT);
    assertThat(cluster.node(2).messages().get(0)).asString().isEqualTo("hello");

    cluster.node("node-3").memberlist().leave(LIMIT);
    cluster.awaitConverged(LIMIT);

    assertThat(cluster.history()).has(LEFT, "node-3");
    assertThat(cluster).hasNoFailures();
  }

  @Test
  void whatDoesNotComeTrueFailsWithWhatTheNodesSee() {
    assertThatThrownBy(() -> cluster.awaitUntil(() -> false, ofMillis(20)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("node-2 sees node-1 ALIVE");
    cluster.partition("node-1");
    cluster.awaitUntil(() -> !cluster.converged(), LIMIT);
    assertThatThrownBy(() -> cluster.awaitConverged(ofMillis(20)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not converged within PT0.02S");
  }

  @Test
  void unknownNodesAreNamed() {
    assertThatThrownBy(() -> cluster.node("node-4")).hasMessageContaining("\"node-4\"");
    assertThatThrownBy(() -> cluster.node(4)).hasMessageContaining("no node 4");
    assertThatThrownBy(() -> RealCluster.ofNodes(-1)).hasMessageContaining("-1");
  }

  @Test
  void nodesThatAreOffDoNotRun() {
    try (var off = RealCluster.ofNodes(1).preset(Config::lan).off()) {
      assertThat(off.node(1).running()).isFalse();
      assertThat(off.node(1)).hasMemberCount(0);
    }
  }
}
