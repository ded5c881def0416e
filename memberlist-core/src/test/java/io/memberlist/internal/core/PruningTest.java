package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.alive;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.PushNodeState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How records of dead and left nodes go (§10.6, D22). */
class PruningTest {

  private static final Duration AGE = Duration.ofMillis(100);

  private final MembershipFixture node =
      MembershipFixture.node(settings -> settings.gossipToTheDeadTime(AGE))
          .knowing("test1", "test2", "test3");

  @ParameterizedTest
  @ValueSource(strings = {"x", "test2"})
  void probe_14_def_41_oldDeadAndLeftRecordsArePruned(String accuser) {
    node.learns(new Dead(1, "test2", accuser));
    node.forgetRecords();

    node.membership.prune(node.now);
    assertThat(node.knows("test2")).isTrue();

    node.pass(Duration.ofMillis(200));
    assertThat(node.knows("test2")).as("others are probed, so the prober prunes").isTrue();
    node.membership.prune(node.now);
    assertThat(node.knows("test2")).isFalse();
    assertThat(node.table.size()).isEqualTo(3);
    assertThat(node.output.lastChanged().state())
        .isEqualTo(accuser.equals("x") ? NodeState.DEAD : NodeState.LEFT);
    assertThat(node.output.takeEvents()).containsExactly("REAP test2");
  }

  @Test
  void def_32_rumourAboutAPrunedNodeIsDropped() {
    node.learns(new Dead(1, "test2", "x"));
    node.pass(Duration.ofMillis(200));

    node.membership.prune(node.now);

    assertThat(node.rumours.queued).doesNotContainKey("test2");
    assertThat(node.rumours.dropped).containsExactly("test2");
  }

  @Test
  void def_22_prunedByAgeWhenNobodyElseIsLeft() {
    node.learns(new Dead(1, "test1", "x"));
    node.pass(Duration.ofMillis(60));
    node.learns(new Dead(1, "test2", "x"));
    node.learns(new Dead(1, "test3", "x"));
    node.forgetRecords();

    node.pass(Duration.ofMillis(50));
    assertThat(node.output.takeEvents()).containsExactly("REAP test1");

    node.pass(Duration.ofMillis(51));
    assertThat(node.table.size()).isEqualTo(1);
    assertThat(node.timers.nextDeadline()).as("nothing left to do").isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void def_22_prunedByAgeWhenProbingIsOff() {
    var quiet =
        MembershipFixture.node(
                settings -> settings.gossipToTheDeadTime(AGE).probeInterval(Duration.ZERO))
            .knowing("test1", "test2");
    quiet.learns(new Dead(1, "test1", "x"));

    quiet.pass(AGE);
    assertThat(quiet.knows("test1")).as("exactly as old as the limit").isTrue();

    quiet.pass(Duration.ofNanos(1));
    assertThat(quiet.knows("test1")).isFalse();
  }

  @Test
  void ownRecordIsKeptForTheApplicationButNotSent() {
    node.membership.leave(() -> {}, node.now);
    node.pass(AGE);
    node.membership.prune(node.now);
    assertThat(sent()).contains("me");
    long version = node.membership.version();

    node.pass(Duration.ofNanos(1));
    node.membership.prune(node.now);

    assertThat(node.membership.version()).isGreaterThan(version);
    assertThat(sent()).doesNotContain("me");
    assertThat(node.membership.view().local().state()).isEqualTo(NodeState.LEFT);

    node.membership.announceAnew(null, node.now);
    assertThat(sent()).contains("me");
  }

  @Test
  void loneNodeThatLeftStopsSendingItselfByItself() {
    var alone = MembershipFixture.node();
    alone.membership.leave(() -> {}, alone.now);

    alone.pass(Duration.ofSeconds(31));

    assertThat(alone.membership.view().records()).isEmpty();
    assertThat(alone.membership.view().local().name()).isEqualTo("me");
    assertThat(alone.timers.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  private List<String> sent() {
    return node.membership.view().records().stream().map(PushNodeState::name).toList();
  }

  @Test
  void forgettingDropsDeadAndLeftRecordsOnly() {
    node.learns(new Dead(1, "test1", "x"));
    node.learns(new Dead(1, "test2", "test2"));
    node.forgetRecords();

    assertThat(node.membership.forget("test1")).isEqualTo(Core.Forgotten.DONE);
    assertThat(node.membership.forget("test2")).isEqualTo(Core.Forgotten.DONE);
    assertThat(node.membership.forget("test3")).isEqualTo(Core.Forgotten.REFUSED);
    assertThat(node.membership.forget("me")).isEqualTo(Core.Forgotten.REFUSED);
    assertThat(node.membership.forget("nobody")).isEqualTo(Core.Forgotten.UNKNOWN);

    assertThat(node.output.takeEvents()).containsExactly("REAP test1", "REAP test2");
    assertThat(node.told).containsExactly("abandoned test1", "abandoned test2");
    assertThat(node.membership.view().allNodes())
        .extracting(Node::name)
        .containsExactlyInAnyOrder("me", "test3");
  }

  @Test
  void forgottenNodeIsNewWhenItComesBack() {
    node.learns(new Dead(5, "test1", "x"));
    node.membership.forget("test1");

    node.learns(alive("test1", 1));

    assertThat(node.state("test1")).isEqualTo(NodeState.ALIVE);
  }
}
