package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.alive;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suspect messages about others, and what becomes of them (§9.4). */
class SuspectTest {

  private final MembershipFixture node = MembershipFixture.node().knowing("test");

  /** With the settings of SUSP-01: the own node, a phantom, and others up to {@code nodes}. */
  private static MembershipFixture dogpile(int nodes) {
    var fixture =
        MembershipFixture.node(
            settings ->
                settings
                    .suspicionMult(5)
                    .suspicionMaxTimeoutMult(2)
                    .probeInterval(Duration.ofMillis(100))
                    .probeTimeout(Duration.ofMillis(10)));
    fixture.knowing("phantom");
    for (int i = 2; i < nodes; i++) {
      fixture.knowing("peer" + i);
    }
    return fixture;
  }

  @ParameterizedTest
  @CsvSource({
    "2,0,500",
    "3,0,500",
    "4,0,500",
    "5,0,1000",
    "6,0,1000",
    "6,1,750",
    "6,2,603",
    "6,3,500",
    "6,4,500"
  })
  void susp_01_to_06_durationDependsOnPossibleAndActualAccusers(
      int nodes, int confirmations, long millis) {
    var fixture = dogpile(nodes);

    fixture.learns(new Suspect(1, "phantom", "me"));
    for (int i = 0; i < confirmations; i++) {
      fixture.learns(new Suspect(1, "phantom", "peer" + i));
    }

    assertThat(fixture.timeUntil("phantom", NodeState.DEAD)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void susp_15_unknownNodeStaysUnknown() {
    assertThat(node.ignores(() -> node.learns(new Suspect(1, "nobody", "x")))).isTrue();
    assertThat(node.knows("nobody")).isFalse();
  }

  @Test
  void susp_16_suspectDiesUnlessItObjects() {
    var quick =
        MembershipFixture.node(
                settings ->
                    settings
                        .probeInterval(Duration.ofMillis(1))
                        .probeTimeout(Duration.ofNanos(500_000))
                        .suspicionMult(1))
            .knowing("test");
    quick.pass(Duration.ofHours(1));

    quick.learns(new Suspect(1, "test", "x"));
    assertThat(quick.state("test")).isEqualTo(NodeState.SUSPECT);
    assertThat(quick.age("test")).isZero();
    assertThat(quick.rumours.take()).containsExactly(new Suspect(1, "test", "x"));

    quick.pass(Duration.ofMillis(10));
    assertThat(quick.state("test")).isEqualTo(NodeState.DEAD);
    assertThat(quick.age("test")).isEqualTo(Duration.ofMillis(9));
    assertThat(quick.rumours.take()).containsExactly(new Dead(1, "test", "me"));
  }

  @Test
  void susp_17_sameAccuserAgainIsNothingNew() {
    node.learns(new Suspect(1, "test", "x"));
    node.forgetRecords();
    node.pass(Duration.ofSeconds(1));

    assertThat(node.ignores(() -> node.learns(new Suspect(1, "test", "x")))).isTrue();
    assertThat(node.age("test")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void susp_18_olderAccusationIsIgnored() {
    node.learns(alive("test", 10));
    node.forgetRecords();

    assertThat(node.ignores(() -> node.learns(new Suspect(1, "test", "x")))).isTrue();
    assertThat(node.state("test")).isEqualTo(NodeState.ALIVE);
  }

  @Test
  void susp_19_applicationHearsOfLeaveOnly() {
    node.learns(new Suspect(1, "test", "x"));
    assertThat(node.output.takeEvents()).as("an event of our own").containsExactly("SUSPECT test");

    node.pass(Duration.ofSeconds(24));
    assertThat(node.output.lastChanged().state()).isEqualTo(NodeState.DEAD);
    assertThat(node.output.takeEvents()).containsExactly("LEAVE test");
  }

  @Test
  void suspicionIsReportedWithItsAccuser() {
    node.learns(new Suspect(1, "test", "x"));

    var event = (MemberEvent.Change) node.output.events.get(0);
    assertThat(event.accusers()).containsExactly("x");
    assertThat(event.node().state()).isEqualTo(NodeState.SUSPECT);
    assertThat(node.output.counter(Metric.NODE_CHANGES_SUSPECTED)).isEqualTo(1);
    assertThat(node.output.counter(Metric.MSG_SUSPECT)).isEqualTo(1);
    assertThat(node.output.gauge(Metric.MEMBERS)).as("a suspect is a member").isEqualTo(2);
  }

  @Test
  void confirmationIsPassedOnUnderItsAccuserAndChangesNothingInTheRecord() {
    node.knowing("b", "c", "d");
    node.learns(new Suspect(1, "test", "b"));
    node.forgetRecords();
    node.pass(Duration.ofSeconds(1));

    node.learns(new Suspect(7, "test", "c"));

    assertThat(node.rumours.take()).containsExactly(new Suspect(7, "test", "c"));
    assertThat(node.incarnation("test")).isEqualTo(1);
    assertThat(node.age("test")).isEqualTo(Duration.ofSeconds(1));
    assertThat(node.output.counter(Metric.MSG_SUSPECT)).isEqualTo(1);
    assertThat(node.membership.view().details("test").orElseThrow().accusers())
        .containsExactly("b", "c");
  }

  @Test
  void confirmationsBeyondTheWantedOnesAreNotPassedOn() {
    node.knowing("b", "c", "d", "e");
    node.learns(new Suspect(1, "test", "b"));
    node.learns(new Suspect(1, "test", "c"));
    node.learns(new Suspect(1, "test", "d"));
    node.forgetRecords();

    assertThat(node.ignores(() -> node.learns(new Suspect(1, "test", "e")))).isTrue();
  }

  @Test
  void higherIncarnationIsTakenOver() {
    node.learns(new Suspect(4, "test", "x"));

    assertThat(node.incarnation("test")).isEqualTo(4);
    node.learns(alive("test", 4));
    assertThat(node.state("test")).isEqualTo(NodeState.SUSPECT);
  }

  @Test
  void verdictCountsMissingConfirmationsAndIsLogged() {
    node.knowing("b", "c", "d");
    node.learns(new Suspect(1, "test", "b"));
    node.learns(new Suspect(1, "test", "c"));

    node.timeUntil("test", NodeState.DEAD);

    assertThat(node.output.counter(Metric.DEGRADED_TIMEOUT)).isEqualTo(1);
    assertThat(node.output.takeLogLevels()).containsExactly(Level.INFO, Level.INFO);
  }

  @Test
  void verdictThatNeededNoConfirmationsIsNotDegraded() {
    node.learns(new Suspect(1, "test", "b"));

    assertThat(node.timeUntil("test", NodeState.DEAD)).isEqualTo(Duration.ofSeconds(4));
    assertThat(node.output.counter(Metric.DEGRADED_TIMEOUT)).isZero();
  }

  @Test
  void def_60_staleAliveLeavesTheTimerRunning() {
    node.learns(alive("test", 3));
    node.learns(new Suspect(3, "test", "x"));
    node.pass(Duration.ofSeconds(2));

    node.learns(alive("test", 2));
    node.learns(alive("test", 3));

    assertThat(node.timeUntil("test", NodeState.DEAD)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void pauseRestartsSuspicions() {
    node.learns(new Suspect(1, "test", "x"));
    node.now += Duration.ofSeconds(30).toNanos();

    node.membership.restartSuspicions(node.now);

    assertThat(node.timeUntil("test", NodeState.DEAD)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void cancelledSuspicionsEndWithoutVerdict() {
    node.learns(new Suspect(1, "test", "x"));

    node.membership.cancelSuspicions();
    node.pass(Duration.ofMinutes(5));

    assertThat(node.state("test")).isEqualTo(NodeState.SUSPECT);
  }

  @Test
  void crashEvidenceEndsTheSuspicionItBelongsTo() {
    node.knowing("b", "c", "d");
    node.learns(new Suspect(1, "test", "me"));

    assertThat(node.membership.crashed("nobody", 1, node.now)).isFalse();
    assertThat(node.membership.crashed("b", 1, node.now)).as("not accused").isFalse();
    assertThat(node.membership.crashed("test", 0, node.now)).as("has objected since").isFalse();
    assertThat(node.state("test")).isEqualTo(NodeState.SUSPECT);
    assertThat(node.membership.crashed("test", 1, node.now)).isTrue();

    assertThat(node.state("test")).isEqualTo(NodeState.DEAD);
  }

  @Test
  void withoutSuspicionConfirmationsTheMinimumApplies() {
    var plain =
        new MembershipFixture(new CoreOptions(true, false, true, true), settings -> settings);
    plain.membership.announce(null, null, plain.now);
    plain.knowing("a", "b", "c", "d");

    plain.learns(new Suspect(1, "a", "b"));
    plain.rumours.take();
    plain.learns(new Suspect(1, "a", "c"));

    assertThat(plain.rumours.take()).isEqualTo(List.of());
    assertThat(plain.timeUntil("a", NodeState.DEAD)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void onlyLivingAccusersAreWaitedFor() {
    var improved =
        MembershipFixture.node(settings -> settings.detection(set -> set.withLivingAccusers(true)));
    improved.knowing("a", "b", "c", "d");
    improved.learns(new Dead(1, "c", "x"));
    improved.learns(new Dead(1, "d", "x"));

    improved.learns(new Suspect(1, "a", "me"));

    assertThat(improved.timeUntil("a", NodeState.DEAD)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void dyingAccusersAreNotWaitedForAnyLonger() {
    var improved =
        MembershipFixture.node(settings -> settings.detection(set -> set.withLivingAccusers(true)));
    improved.knowing("a", "b", "c", "d");
    improved.learns(new Suspect(1, "a", "me"));
    improved.learns(new Suspect(1, "b", "me"));
    assertThat(deadline(improved, "a"))
        .as("c and d may still confirm")
        .isEqualTo(Duration.ofSeconds(24));

    improved.learns(new Dead(1, "c", "x"));
    improved.learns(new Dead(1, "d", "x"));

    assertThat(deadline(improved, "a")).isEqualTo(Duration.ofSeconds(4));
    assertThat(deadline(improved, "b")).isEqualTo(Duration.ofSeconds(4));
  }

  private static Duration deadline(MembershipFixture fixture, String name) {
    var deadline = fixture.membership.view().details(name).orElseThrow().suspicionDeadline();
    return Duration.between(fixture.hooks.instant(fixture.now), deadline);
  }
}
