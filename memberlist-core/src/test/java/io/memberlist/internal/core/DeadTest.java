package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.address;
import static io.memberlist.internal.core.MembershipFixture.alive;
import static io.memberlist.internal.core.MembershipFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dead messages about others (§9.5). */
class DeadTest {

  private final MembershipFixture node = MembershipFixture.node().knowing("test");

  @Test
  void dead_01_unknownNodeStaysUnknown() {
    assertThat(node.ignores(() -> node.learns(new Dead(1, "nobody", "x")))).isTrue();
    assertThat(node.knows("nobody")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", ""})
  void dead_02_accusedByAnotherNodeIsDead(String accuser) {
    node.pass(Duration.ofHours(1));

    node.learns(new Dead(1, "test", accuser));

    assertThat(node.state("test")).isEqualTo(NodeState.DEAD);
    assertThat(node.age("test")).isZero();
    assertThat(node.output.lastChanged().state()).isEqualTo(NodeState.DEAD);
    assertThat(node.output.takeEvents()).containsExactly("LEAVE test");
    assertThat(node.rumours.take()).containsExactly(new Dead(1, "test", accuser));
    assertThat(node.told).containsExactly("died test");
    assertThat(node.output.counter(Metric.NODE_CHANGES_FAILED)).isEqualTo(1);
    assertThat(node.output.counter(Metric.MSG_DEAD)).isEqualTo(1);
    assertThat(node.output.gauge(Metric.MEMBERS)).isEqualTo(1);
  }

  @Test
  void dead_03_def_05_ownGoodbyeMeansLeft() {
    node.learns(new Dead(1, "test", "test"));

    assertThat(node.state("test")).isEqualTo(NodeState.LEFT);
    assertThat(node.output.lastChanged().state()).isEqualTo(NodeState.LEFT);
    assertThat(node.output.takeEvents()).containsExactly("LEAVE test");
    assertThat(node.rumours.take()).containsExactly(new Dead(1, "test", "test"));
    assertThat(node.told).containsExactly("abandoned test");
    assertThat(node.output.counter(Metric.NODE_CHANGES_LEFT)).isEqualTo(1);
    assertThat(node.output.counter(Metric.NODE_CHANGES_FAILED)).isZero();
  }

  @Test
  void dead_04_conf_05_leftNodeMayComeBackAtAnotherAddressAtOnce() {
    node.learns(new Dead(1, "test", "test"));
    node.forgetRecords();

    node.learns(alive("test", 3, address("127.0.0.2", 9000), "foo"));

    assertThat(node.state("test")).isEqualTo(NodeState.ALIVE);
    assertThat(node.info("test").address()).isEqualTo(address("127.0.0.2", 9000));
    assertThat(node.info("test").meta()).isEqualTo(bytes("foo"));
    assertThat(node.output.takeEvents()).containsExactly("JOIN test");
  }

  @Test
  void dead_05_secondDeathIsSilent() {
    node.learns(new Dead(1, "test", "x"));
    node.forgetRecords();

    node.learns(new Dead(1, "test", "y"));
    node.learns(new Dead(10, "test", "y"));

    assertThat(node.output.takeEvents()).isEmpty();
    assertThat(node.rumours.take()).isEmpty();
    assertThat(node.output.counter(Metric.MSG_DEAD)).isEqualTo(1);
  }

  @Test
  void dead_06_olderAccusationIsIgnored() {
    node.learns(alive("test", 10));
    node.forgetRecords();

    assertThat(node.ignores(() -> node.learns(new Dead(1, "test", "x")))).isTrue();
    assertThat(node.state("test")).isEqualTo(NodeState.ALIVE);
  }

  @Test
  void dead_07_alive_08_def_55_replayedAliveDoesNotRevive() {
    node.learns(alive("test", 10));
    node.learns(new Dead(10, "test", "x"));
    node.forgetRecords();

    node.learns(alive("test", 10));

    assertThat(node.state("test")).isEqualTo(NodeState.DEAD);
    assertThat(node.output.takeEvents()).isEmpty();
  }

  @Test
  void dead_08_deadAndLeftDoNotTurnIntoEachOther() {
    node.knowing("other");
    node.learns(new Dead(1, "test", "x"));
    node.learns(new Dead(1, "other", "other"));

    node.learns(new Dead(2, "test", "test"));
    node.learns(new Dead(2, "other", "x"));

    assertThat(node.state("test")).isEqualTo(NodeState.DEAD);
    assertThat(node.state("other")).isEqualTo(NodeState.LEFT);
  }

  @Test
  void def_27_higherIncarnationOfAnAccusationIsRemembered() {
    node.learns(new Dead(1, "test", "x"));
    node.pass(Duration.ofSeconds(3));
    node.learns(new Dead(10, "test", "x"));
    assertThat(node.age("test")).isEqualTo(Duration.ofSeconds(3));

    node.learns(alive("test", 2));
    assertThat(node.state("test")).isEqualTo(NodeState.DEAD);

    node.learns(alive("test", 11));
    assertThat(node.state("test")).isEqualTo(NodeState.ALIVE);
  }

  @Test
  void def_28_leftNameAtAnotherAddressNeedsAHigherIncarnation() {
    node.learns(alive("test", 5));
    node.learns(new Dead(5, "test", "test"));
    node.forgetRecords();

    node.learns(alive("test", 5, address("10.9.9.9", 1), null));
    assertThat(node.told).containsExactly("unaware 10.9.9.9:1 of test 5");
    node.told.clear();
    assertThat(node.ignores(() -> node.learns(alive("test", 0, address("10.9.9.9", 1), null))))
        .isTrue();
    assertThat(node.ignores(() -> node.learns(alive("test", 5, address("10.9.9.9", 1), null))))
        .isTrue();
    assertThat(node.state("test")).isEqualTo(NodeState.LEFT);
    assertThat(node.output.takeLogLevels()).as("no conflict").isEmpty();

    node.learns(alive("test", 6));
    assertThat(node.state("test")).as("the true one refutes").isEqualTo(NodeState.ALIVE);
  }

  @Test
  void def_29_accusationsThatCannotBeRefutedAreIgnored() {
    assertThat(node.ignores(() -> node.learns(new Dead(-1, "test", "x")))).isTrue();
    assertThat(node.ignores(() -> node.learns(new Suspect(-1, "test", "x")))).isTrue();
    assertThat(node.ignores(() -> node.learns(new Dead(-1, "me", "x")))).isTrue();
    assertThat(node.ignores(() -> node.learns(new Suspect(-1, "me", "x")))).isTrue();
    assertThat(node.health.value()).isZero();
  }

  @Test
  void def_29_accusationsOfANodeThatHasTheLastIncarnationCount() {
    node.learns(alive("test", -1));

    node.learns(new Suspect(-1, "test", "x"));
    assertThat(node.state("test")).isEqualTo(NodeState.SUSPECT);

    node.learns(new Dead(-1, "test", "x"));
    assertThat(node.state("test")).isEqualTo(NodeState.DEAD);
  }

  @Test
  void deathEndsTheSuspicion() {
    node.learns(new Suspect(1, "test", "x"));
    node.learns(new Dead(1, "test", "y"));
    node.forgetRecords();

    node.pass(Duration.ofSeconds(20));

    assertThat(node.output.takeEvents()).isEmpty();
    assertThat(node.output.counter(Metric.DEGRADED_TIMEOUT)).isZero();
  }

  @Test
  void membersReachedByStreamOnlyAreCountedDownWhenTheyDie() {
    node.table.observeFailure(node.table.find("test"), true);
    node.output.gauge(Metric.MEMBERS_STREAM_ONLY, 1);

    node.learns(new Dead(1, "test", "x"));

    assertThat(node.output.gauge(Metric.MEMBERS_STREAM_ONLY)).isZero();
  }
}
