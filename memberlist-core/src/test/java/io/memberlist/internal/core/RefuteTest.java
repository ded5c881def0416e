package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.OWN_ADDRESS;
import static io.memberlist.internal.core.MembershipFixture.VERSIONS;
import static io.memberlist.internal.core.MembershipFixture.address;
import static io.memberlist.internal.core.MembershipFixture.alive;
import static io.memberlist.internal.core.MembershipFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The own node: announcing, refuting, leaving (§9.3 step 8, §9.7, §9.8, §14.7). */
class RefuteTest {

  private final MembershipFixture node = MembershipFixture.node();

  @Test
  void announcementIsAJoinWithIncarnationOne() {
    var fresh = new MembershipFixture(CoreOptions.DEFAULT, settings -> settings);

    assertThat(fresh.membership.announce(bytes("m"), null, fresh.now)).isTrue();

    assertThat(fresh.output.takeEvents()).containsExactly("JOIN me");
    assertThat(fresh.incarnation("me")).isEqualTo(1);
    assertThat(fresh.node("me").meta()).isEqualTo(bytes("m"));
    assertThat(fresh.age("me")).isZero();
    assertThat(fresh.rumours.queued).containsOnlyKeys("me");
    assertThat(fresh.output.counter(Metric.NODE_CHANGES_JOINED))
        .as("own node not counted")
        .isZero();
    assertThat(fresh.output.gauge(Metric.MEMBERS)).isEqualTo(1);
    assertThat(fresh.told).isEmpty();
  }

  @Test
  void def_66_ownRecordIsAliveFromTheBeginning() {
    var fresh = new MembershipFixture(CoreOptions.DEFAULT, settings -> settings);
    assertThat(fresh.membership.view().local().state()).isEqualTo(NodeState.ALIVE);

    fresh.learns(alive("me", 4, OWN_ADDRESS, "foreign"));
    assertThat(fresh.state("me")).isEqualTo(NodeState.ALIVE);
    assertThat(fresh.output.takeEvents()).as("no join yet").isEmpty();

    fresh.membership.announce(null, null, fresh.now);
    assertThat(fresh.output.takeEvents()).containsExactly("JOIN me");
    assertThat(fresh.membership.view().members()).hasSize(1);
    assertThat(fresh.incarnation("me")).isEqualTo(6);
  }

  @Test
  void refusedAnnouncementIsReported() {
    var foreign = new MembershipFixture(CoreOptions.DEFAULT, settings -> settings);
    foreign.hooks.allowList = allowed -> false;
    assertThat(foreign.membership.announce(null, null, foreign.now)).as("cidr_09").isFalse();

    var vetoed = new MembershipFixture(CoreOptions.DEFAULT, settings -> settings);
    vetoed.hooks.aliveDelegate = candidate -> false;
    assertThat(vetoed.membership.announce(null, null, vetoed.now)).isFalse();
    assertThat(vetoed.output.takeEvents()).isEmpty();
    assertThat(vetoed.rumours.queued).isEmpty();
  }

  @Test
  void newMetadataAreAnUpdate() {
    int[] done = {0};

    assertThat(node.membership.announce(bytes("new"), () -> done[0]++, node.now)).isTrue();

    assertThat(node.output.takeEvents()).containsExactly("UPDATE me");
    assertThat(node.incarnation("me")).isEqualTo(2);
    node.rumours.completions.get("me").done();
    assertThat(done[0]).isEqualTo(1);
    assertThat(node.output.counter(Metric.NODE_CHANGES_UPDATED)).isZero();
  }

  @Test
  void ref_01_foreignMetadataAreRefuted() {
    node.learns(alive("me", 2, OWN_ADDRESS, "foo"));

    assertThat(node.state("me")).isEqualTo(NodeState.ALIVE);
    assertThat(node.info("me").meta()).isNull();
    assertThat(node.rumours.take()).containsExactly(alive("me", 3));
    assertThat(node.output.takeEvents()).isEmpty();
    assertThat(node.output.takeLogLevels()).containsExactly(Level.WARN);
  }

  @Test
  void ref_02_suspicionIsRefuted() {
    node.pass(Duration.ofSeconds(9));

    node.learns(new Suspect(1, "me", "x"));

    assertThat(node.state("me")).isEqualTo(NodeState.ALIVE);
    assertThat(node.age("me")).isEqualTo(Duration.ofSeconds(9));
    assertThat(node.rumours.take()).containsExactly(alive("me", 2));
    assertThat(node.health.value()).isEqualTo(1);
    assertThat(node.output.counter(Metric.REFUTATIONS)).isEqualTo(1);
    assertThat(node.output.counter(Metric.MSG_SUSPECT)).isZero();
    assertThat(node.output.takeLogLevels()).containsExactly(Level.WARN);
  }

  @Test
  void ref_03_deathIsRefuted() {
    node.learns(new Dead(1, "me", "x"));

    assertThat(node.state("me")).isEqualTo(NodeState.ALIVE);
    assertThat(node.rumours.take()).containsExactly(alive("me", 2));
    assertThat(node.health.value()).isEqualTo(1);
    assertThat(node.output.counter(Metric.MSG_DEAD)).isZero();
    assertThat(node.output.takeEvents()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,3", "7,8", "4294967294,4294967295"})
  void ref_04_refutationOvertakesTheAccusation(long accused, long refutation) {
    node.learns(new Suspect((int) accused, "me", "x"));

    assertThat(Integer.toUnsignedLong(node.incarnation("me"))).isEqualTo(refutation);
  }

  @Test
  void ref_04_ownCounterGoesOnBehindTheRefutation() {
    node.learns(new Suspect(7, "me", "x"));

    node.membership.announce(null, null, node.now);

    assertThat(node.incarnation("me")).isEqualTo(9);
  }

  @Test
  void olderAccusationOfSelfIsIgnored() {
    node.learns(new Suspect(7, "me", "x"));
    node.forgetRecords();

    assertThat(node.ignores(() -> node.learns(new Suspect(7, "me", "x")))).isTrue();
    assertThat(node.ignores(() -> node.learns(new Dead(7, "me", "x")))).isTrue();
    assertThat(node.ignores(() -> node.learns(alive("me", 7, OWN_ADDRESS, "foo")))).isTrue();
  }

  @Test
  void ref_06_def_56_otherMetadataAtTheSameIncarnationAreRefuted() {
    node.learns(alive("me", 1, OWN_ADDRESS, "previous life"));

    assertThat(node.incarnation("me")).isEqualTo(2);
    assertThat(node.info("me").meta()).isNull();
  }

  @Test
  void otherVersionsAtTheSameIncarnationAreRefuted() {
    node.learns(new Alive(1, "me", OWN_ADDRESS, null, new byte[] {1, 4, 2, 0, 0, 0}));

    assertThat(node.incarnation("me")).isEqualTo(2);
  }

  @Test
  void def_29_claimThatCannotBeRefutedIsIgnored() {
    assertThat(node.ignores(() -> node.learns(alive("me", -1, OWN_ADDRESS, "foreign")))).isTrue();
    assertThat(node.incarnation("me")).isEqualTo(1);
  }

  @Test
  void echoOfTheOwnAnnouncementIsIgnored() {
    assertThat(node.ignores(() -> node.learns(alive("me", 1)))).isTrue();
    assertThat(node.ignores(() -> node.learns(alive("me", 1, OWN_ADDRESS, ""))))
        .as("empty is absent")
        .isTrue();
    assertThat(node.output.counter(Metric.MSG_ALIVE)).as("own announcement only").isEqualTo(1);
  }

  @Test
  void ownNameAtAnotherAddressIsAConflictNotRefuted() {
    node.learns(alive("me", 9, address("10.9.9.9", 1), null));

    assertThat(node.incarnation("me")).isEqualTo(1);
    assertThat(node.output.takeEvents()).containsExactly("CONFLICT me");
  }

  @Test
  void aliveDelegateMayKeepAwayWhatWouldBeRefuted() {
    node.hooks.aliveDelegate = candidate -> false;

    node.learns(alive("me", 9, OWN_ADDRESS, "foo"));

    assertThat(node.incarnation("me")).isEqualTo(1);
  }

  @Test
  void leavingIsOneStepWithoutRaisingTheIncarnation() {
    int[] done = {0};

    node.membership.leave(() -> done[0]++, node.now);

    assertThat(node.state("me")).isEqualTo(NodeState.LEFT);
    assertThat(node.incarnation("me")).isEqualTo(1);
    assertThat(node.output.takeEvents()).containsExactly("LEAVE me");
    assertThat(node.rumours.goodbye).isEqualTo(new Dead(1, "me", "me"));
    assertThat(node.output.counter(Metric.MSG_DEAD)).isEqualTo(1);
    assertThat(node.output.counter(Metric.NODE_CHANGES_LEFT)).as("own node not counted").isZero();
    assertThat(done[0]).isZero();
    node.rumours.completions.get("me").done();
    assertThat(done[0]).isEqualTo(1);
  }

  @Test
  void leave_07_afterwardsAliveAboutSelfIsIgnored() {
    node.membership.leave(() -> {}, node.now);
    node.forgetRecords();

    assertThat(node.ignores(() -> node.learns(alive("me", 9)))).isTrue();
    assertThat(node.ignores(() -> node.learns(alive("me", 9, address("10.9.9.9", 1), null))))
        .isTrue();
    assertThat(node.ignores(() -> node.learns(new Suspect(9, "me", "x")))).isTrue();
    assertThat(node.state("me")).isEqualTo(NodeState.LEFT);
    assertThat(node.membership.announce(null, null, node.now)).isFalse();
  }

  @Test
  void accusationAfterLeavingRaisesNothingButTheIncarnation() {
    node.membership.leave(() -> {}, node.now);
    node.forgetRecords();

    node.learns(new Dead(5, "me", "x"));

    assertThat(node.state("me")).isEqualTo(NodeState.LEFT);
    assertThat(node.rumours.take()).isEmpty();
    assertThat(node.membership.announceAnew(null, node.now)).isTrue();
    assertThat(node.incarnation("me")).isEqualTo(6);
  }

  @Test
  void announcingAnewAfterLeavingIsAJoin() {
    node.membership.leave(() -> {}, node.now);
    node.forgetRecords();

    assertThat(node.membership.announceAnew(bytes("again"), node.now)).isTrue();

    assertThat(node.self.left()).isFalse();
    assertThat(node.output.takeEvents()).containsExactly("JOIN me");
    assertThat(node.incarnation("me")).isEqualTo(2);
    assertThat(node.state("me")).isEqualTo(NodeState.ALIVE);
  }

  @Test
  void refusedAnewTheNodeStaysLeft() {
    node.membership.leave(() -> {}, node.now);
    node.hooks.allowList = allowed -> false;

    assertThat(node.membership.announceAnew(null, node.now)).isFalse();
    assertThat(node.self.left()).isTrue();
    assertThat(node.state("me")).isEqualTo(NodeState.LEFT);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, , false", // §9.9: record Alive with i = 1, same metadata: nothing happens
    "0, 1, other, true",
    "0, 4, , true",
    "1, 4, , true",
    "2, 4, , true",
    "3, 4, , true"
  })
  void restartedNodeOvertakesItsPreviousLifeOfAnyState(
      int state, int known, String meta, boolean refuted) {
    byte[] metaBytes = meta == null ? null : bytes(meta);

    node.merges(new PushNodeState("me", OWN_ADDRESS, metaBytes, known, state, VERSIONS));

    assertThat(node.incarnation("me")).isEqualTo(refuted ? known + 1 : 1);
    assertThat(node.state("me")).isEqualTo(NodeState.ALIVE);
    assertThat(node.output.takeEvents()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "2, true", "3, true"})
  void atAnotherAddressOnlyAccusationsAreRefuted(int state, boolean refuted) {
    node.merges(new PushNodeState("me", address("10.9.9.9", 1), null, 4, state, VERSIONS));

    assertThat(node.incarnation("me")).isEqualTo(refuted ? 5 : 1);
  }
}
