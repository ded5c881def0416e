package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.addressOf;
import static io.memberlist.internal.core.MembershipFixture.alive;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.Suspect;
import org.junit.jupiter.api.Test;

/** Taking a peer's records over (§9.6). */
class MergeTest {

  private final MembershipFixture node =
      MembershipFixture.node().knowing("test1", "test2", "test3");

  private static PushNodeState record(String name, int incarnation, NodeState state) {
    return new PushNodeState(
        name, addressOf(name), null, incarnation, state.ordinal(), new byte[0]);
  }

  @Test
  void merge_01_to_05_tablesAreMerged() {
    node.learns(new Suspect(1, "test1", "x"));
    node.forgetRecords();

    node.merges(
        record("test1", 2, NodeState.ALIVE),
        record("test2", 1, NodeState.SUSPECT),
        record("test3", 1, NodeState.DEAD),
        record("test4", 2, NodeState.ALIVE));

    assertThat(node.state("test1")).as("merge_01").isEqualTo(NodeState.ALIVE);
    assertThat(node.incarnation("test1")).isEqualTo(2);
    assertThat(node.state("test2")).as("merge_02").isEqualTo(NodeState.SUSPECT);
    assertThat(node.incarnation("test2")).isEqualTo(1);
    assertThat(node.state("test3"))
        .as("merge_03: never dead by hearsay")
        .isEqualTo(NodeState.SUSPECT);
    assertThat(node.state("test4"))
        .as("merge_05: without version vector")
        .isEqualTo(NodeState.ALIVE);
    assertThat(node.node("test4").versions()).isEqualTo(Node.Versions.NONE);
    assertThat(
            node.output.takeEvents().stream()
                .filter(event -> !event.matches("(SUSPECT|RECOVER) .*")))
        .as("merge_04: of the reference's events only this one")
        .containsExactly("JOIN test4");
  }

  @Test
  void hearsayAccusesInTheOwnName() {
    node.merges(record("test1", 1, NodeState.DEAD));

    assertThat(node.rumours.take()).containsExactly(new Suspect(1, "test1", "me"));
  }

  @Test
  void leftIsTakenOverDirectly() {
    node.merges(record("test1", 1, NodeState.LEFT));

    assertThat(node.state("test1")).isEqualTo(NodeState.LEFT);
    assertThat(node.rumours.take()).containsExactly(new Dead(1, "test1", "test1"));
  }

  @Test
  void unknownDeadSuspectAndLeftNodesStayUnknown() {
    assertThat(
            node.ignores(
                () ->
                    node.merges(
                        record("a", 1, NodeState.DEAD),
                        record("b", 1, NodeState.SUSPECT),
                        record("c", 1, NodeState.LEFT))))
        .isTrue();
  }

  @Test
  void otherStatesAreIgnoredButOtherRecordsCount() {
    node.merges(
        new PushNodeState("a", addressOf("a"), null, 1, 4, MembershipFixture.VERSIONS),
        new PushNodeState("b", addressOf("b"), null, 1, -1, MembershipFixture.VERSIONS),
        record("c", 1, NodeState.ALIVE));

    assertThat(node.knows("a")).isFalse();
    assertThat(node.knows("b")).isFalse();
    assertThat(node.knows("c")).isTrue();
  }

  @Test
  void accusationsNeedNoUsableAddress() {
    var nowhere = new NodeAddress(new byte[3], 0);

    node.merges(
        new PushNodeState("test1", nowhere, null, 1, NodeState.DEAD.ordinal(), new byte[0]));

    assertThat(node.state("test1")).isEqualTo(NodeState.SUSPECT);
    assertThat(node.info("test1").address()).isEqualTo(addressOf("test1"));
  }

  @Test
  void mergedAliveIsSpread() {
    node.merges(record("test4", 2, NodeState.ALIVE));

    assertThat(node.rumours.queued).containsOnlyKeys("test4");
    node.learns(alive("test4", 2));
    assertThat(node.output.takeEvents()).containsExactly("JOIN test4");
  }
}
