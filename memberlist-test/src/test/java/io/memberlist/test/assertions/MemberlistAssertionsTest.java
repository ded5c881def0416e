package io.memberlist.test.assertions;

import static io.memberlist.test.Notice.Kind.FAILED;
import static io.memberlist.test.Notice.Kind.JOINED;
import static io.memberlist.test.Notice.Kind.LEFT;
import static io.memberlist.test.Notice.Kind.SUSPECTED;
import static io.memberlist.test.assertions.MemberlistAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Delegate;
import io.memberlist.Memberlist.Status;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.Tags;
import io.memberlist.test.VirtualCluster;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MemberlistAssertionsTest {

  private static final byte[] META = Tags.encode(Map.of("role", "db"));

  /** Three nodes, of which the third was killed and declared dead. */
  private static final VirtualCluster cluster = cluster();

  private static VirtualCluster cluster() {
    var tagged =
        new Delegate() {
          @Override
          public byte[] nodeMeta(int limit) {
            return META;
          }
        };
    var cluster =
        VirtualCluster.of(1).nodes(3).configure((node, config) -> config.delegate(tagged)).joined();
    cluster.node(3).kill();
    cluster.advance(ofSeconds(20));
    return cluster;
  }

  private static Node node(String name) {
    return cluster.node(1).memberlist().node(name).orElseThrow();
  }

  @Test
  void whatHoldsPasses() {
    assertThat(cluster).hasConverged().hasMembers("node-2", "node-1").hasNoFailures();
    assertThat(cluster).sees("node-3", NodeState.DEAD).sees("node-1", NodeState.ALIVE);
    assertThat(cluster.node(1))
        .hasStatus(Status.RUNNING)
        .hasMembers("node-1", "node-2")
        .hasMemberCount(2)
        .sees("node-3", NodeState.DEAD)
        .doesNotKnow("node-4")
        .hasHealthScore(cluster.node(1).memberlist().healthScore());
    assertThat(cluster.node(1).memberlist()).member("node-2").isAlive();
    assertThat(node("node-3")).hasName("node-3").isDead().hasTag("role", "db").hasMeta(META);
    assertThat(node("node-2")).hasState(NodeState.ALIVE).hasIncarnation(1);
    assertThat(cluster.history())
        .seenBy("node-1")
        .about("node-3")
        .hasKinds(JOINED, SUSPECTED, FAILED)
        .has(FAILED)
        .has(FAILED, "node-3")
        .hasNo(LEFT);
    assertThat(cluster.history()).about("node-4").isEmpty();
    assertThat(cluster.history()).about("node-3").notices().hasSizeGreaterThan(4);
  }

  static Stream<Arguments> whatDoesNotHold() {
    return Stream.of(
        fails(() -> assertThat(cluster).hasNotConverged(), "node-1 sees node-1 ALIVE"),
        fails(() -> assertThat(cluster).hasMembers("node-1"), "Expecting node-1 to have"),
        fails(() -> assertThat(cluster).sees("node-3", NodeState.LEFT), "node-3 as LEFT"),
        fails(
            () -> assertThat(cluster.node(1)).hasStatus(Status.LEFT),
            "Expecting node-1 to be LEFT, but it is RUNNING"),
        fails(() -> assertThat(cluster.node(1)).hasMembers("node-9"), "members [node-9]"),
        fails(() -> assertThat(cluster.node(1)).hasMemberCount(3), "to have 3 members"),
        fails(
            () -> assertThat(cluster.node(1)).sees("node-2", NodeState.DEAD),
            "Expecting node-1 to see node-2 as DEAD, but node-1 sees node-1 ALIVE"),
        fails(() -> assertThat(cluster.node(1)).sees("node-9", NodeState.DEAD), "node-9 as DEAD"),
        fails(() -> assertThat(cluster.node(1)).doesNotKnow("node-3"), "not to know node-3"),
        fails(() -> assertThat(cluster.node(1)).hasHealthScore(9), "health score 9"),
        fails(() -> assertThat(cluster.node(1)).member("node-9"), "to know node-9"),
        fails(() -> assertThat(node("node-2")).hasName("x"), "name of node-2"),
        fails(() -> assertThat(node("node-2")).isDead(), "to be DEAD, but it is ALIVE"),
        fails(() -> assertThat(node("node-2")).isSuspect(), "to be SUSPECT"),
        fails(() -> assertThat(node("node-2")).hasLeft(), "to be LEFT"),
        fails(() -> assertThat(node("node-3")).isAlive(), "to be ALIVE, but it is DEAD"),
        fails(() -> assertThat(node("node-2")).hasIncarnation(7), "to be 7, but it is 1"),
        fails(() -> assertThat(node("node-2")).hasTag("role", "web"), "{role=db}"),
        fails(() -> assertThat(node("node-2")).hasMeta(new byte[] {1}), "to be [1]"),
        fails(() -> assertThat(cluster.history()).isEmpty(), "Expecting nothing"),
        fails(() -> assertThat(cluster.history()).has(LEFT), "something LEFT"),
        fails(() -> assertThat(cluster.history()).has(FAILED, "node-1"), "node-1 to have FAILED"),
        fails(() -> assertThat(cluster.history()).hasNo(FAILED), "node-1 saw node-3 FAILED"),
        fails(() -> assertThat(cluster.history()).hasKinds(JOINED), "Expecting [JOINED]"));
  }

  private static Arguments fails(ThrowingCallable assertion, String message) {
    return Arguments.of(message, assertion);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatDoesNotHold")
  void whatDoesNotHoldFails(String message, ThrowingCallable assertion) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  @Test
  void disagreementIsShown() {
    var apart = VirtualCluster.of(1).nodes(2).started();

    assertThat(apart).hasNotConverged();
    assertThatThrownBy(() -> assertThat(apart).hasConverged())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("node-1 sees node-1 ALIVE inc 1");
  }

  @Test
  void aHistoryReadsLikeALog() {
    assertThat(cluster.history().toString())
        .startsWith("0.000 s: node-1 saw node-1 JOINED")
        .containsPattern("\\R\\d+\\.\\d{3} s: node-2 saw node-3 FAILED");
    var copy = VirtualCluster.of(2).nodes(1).started();
    copy.history().clear();
    assertThat(copy.history()).isEmpty();
  }
}
