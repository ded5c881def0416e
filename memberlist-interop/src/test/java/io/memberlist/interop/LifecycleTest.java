package io.memberlist.interop;

import static io.memberlist.interop.ClusterNode.What.CONFLICT;
import static io.memberlist.interop.ClusterNode.What.JOIN;
import static io.memberlist.interop.ClusterNode.What.LEAVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.interop.ClusterNode.Side;
import io.memberlist.interop.ClusterNode.What;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Leaving, dying, being silent and coming back (§9); Appendix D lines 11 to 14 and 25. */
class LifecycleTest {

  @RegisterExtension final Cluster cluster = new Cluster();

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void whoLeavesIsLeftAtThePeerWithOneLeaveEvent(Kind leaver, Kind observer) {
    var b = cluster.start(observer, plain("b"));
    var a = joined(leaver, plain("a"), b);

    a.leave();

    awaitState("a", WireRecord.LEFT, b);
    assertThat(record("a", a).state()).isEqualTo(WireRecord.LEFT);
    a.kill();
    Await.remains(
        () -> "one leave event: " + b.seen(),
        Duration.ofSeconds(1),
        () -> count(b, LEAVE, "a") == 1);
    assertThat(b.members()).containsExactly("b");
    assertThat(record("a", b).incarnation()).isEqualTo(1);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void whoIsKilledBecomesSuspectAndThenDead(Kind victim, Kind observer) {
    var b = cluster.start(observer, mortal("b"));
    var a = joined(victim, mortal("a"), b);

    a.kill();

    awaitState("a", WireRecord.SUSPECT, b);
    assertThat(b.members()).contains("a");
    awaitState("a", WireRecord.DEAD, b);
    awaitCount(b, LEAVE, "a", 1);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void whoWasSilentForAWhileRefutesAndNobodySeesALeave(Kind silent, Kind observer) {
    var b = cluster.start(observer, plain("b"));
    var a = joined(silent, plain("a").faults(), b);

    for (var side : Side.values()) {
      a.drop(side, "*");
    }
    awaitState("a", WireRecord.SUSPECT, b);
    a.restore();

    awaitState("a", WireRecord.ALIVE, b);
    assertThat(record("a", b).incarnation()).isGreaterThan(1);
    assertThat(count(b, LEAVE, "a")).isZero();
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void aProcessThatWasStoppedRefutesWhenItGoesOn(Kind stopped, Kind observer) {
    var b = cluster.start(observer, plain("b"));
    // only a process of its own can be stopped
    var kind = stopped == Kind.JAVA ? Kind.AGENT : stopped;
    var a = (AgentNode) joined(kind, plain("a"), b);

    a.pause();
    awaitState("a", WireRecord.SUSPECT, b);
    a.resume();

    awaitState("a", WireRecord.ALIVE, b);
    assertThat(record("a", b).incarnation()).isGreaterThan(1);
    assertThat(count(b, LEAVE, "a")).isZero();
    Cluster.awaitComplete(a, b);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void forgedAccusationsAreRefuted(Kind accused, Kind observer) {
    var b = cluster.start(observer, plain("b"));
    var a = joined(accused, plain("a"), b);

    try (var wire = new Wire()) {
      wire.send(a, Wire.suspect("a", 5, "stranger"));
      Await.until("refutation of a suspicion", () -> record("a", b).incarnation() == 6);

      wire.send(a, Wire.dead("a", 10, "stranger"));
      Await.until("refutation of a death", () -> record("a", b).incarnation() == 11);

      wire.send(b, Wire.suspect("a", 20, "stranger"));
      Await.until(
          "refutation of a suspicion at the peer", () -> record("a", b).incarnation() == 21);
    }
    awaitState("a", WireRecord.ALIVE, b);
    assertThat(count(b, LEAVE, "a")).isZero();
    awaitCount(b, JOIN, "a", 1);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void aRestartBeforeAnybodyNoticedIsAnUpdate(Kind restarted, Kind observer) {
    var b = cluster.start(observer, plain("b"));
    var a = joined(restarted, plain("a").meta("first life"), b);
    a.kill();

    var again = cluster.start(restarted, plain("a").meta("second life").bind(a.host(), a.port()));
    again.join(b);

    Await.until("new metadata", () -> b.metaOf("a").equals(Blob.of("second life")));
    assertThat(record("a", b).incarnation()).isEqualTo(2);
    assertThat(count(b, LEAVE, "a")).isZero();
    awaitCount(b, What.UPDATE, "a", 1);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void aRestartAfterTheDeathJoinsWithAHigherIncarnation(Kind restarted, Kind observer) {
    var b = cluster.start(observer, mortal("b"));
    var a = joined(restarted, mortal("a"), b);
    a.kill();
    awaitState("a", WireRecord.DEAD, b);

    var again = cluster.start(restarted, mortal("a").bind(a.host(), a.port()));
    again.join(b);

    Cluster.awaitComplete(again, b);
    assertThat(record("a", b).incarnation()).isGreaterThan(1);
    awaitCount(b, JOIN, "a", 2);
    assertThat(count(b, CONFLICT, "a")).isZero();
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void whoLeftMayComeBackUnderAnotherAddress(Kind leaver, Kind observer) {
    var b = cluster.start(observer, plain("b"));
    var a = joined(leaver, plain("a"), b);
    a.leave();
    awaitState("a", WireRecord.LEFT, b);
    a.kill();

    var elsewhere = joined(leaver, plain("a"), b);

    Cluster.awaitComplete(elsewhere, b);
    Await.until("the new address", () -> record("a", b).port() == elsewhere.port());
    awaitCount(b, JOIN, "a", 2);
    assertThat(count(b, CONFLICT, "a")).isZero();
  }

  /**
   * Nobody it joins through can tell it that it has left; our observers do (D32). Others may take
   * the new life for the old one, since the goodbye is still on its way.
   */
  @ParameterizedTest
  @EnumSource(names = {"JAVA", "GO_0_5_4", "GO_0_7_0"})
  void whoLeftMayComeBackThroughOneThatNeverKnewIt(Kind leaver) {
    var b = cluster.start(Kind.JAVA, secluded("b"));
    for (boolean elsewhere : new boolean[] {true, false}) {
      var name = elsewhere ? "mover" : "a";
      var a = joined(leaver, secluded(name), b);
      a.leave();
      awaitState(name, WireRecord.LEFT, b);
      a.kill();
      var c = joined(Kind.JAVA, secluded(name + "-seed"), b);

      var again =
          cluster.start(
              leaver, elsewhere ? secluded(name) : secluded(name).bind(a.host(), a.port()));
      again.join(c);

      Await.until("the return of " + name, () -> b.members().contains(name));
      assertThat(record(name, b).port()).isEqualTo(again.port());
      assertThat(count(b, CONFLICT, name) + count(c, CONFLICT, name)).isZero();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void whoLeftMayComeBackUnderTheSameAddress(Kind leaver, Kind observer) {
    var b = cluster.start(observer, plain("b"));
    var a = joined(leaver, plain("a"), b);
    a.leave();
    awaitState("a", WireRecord.LEFT, b);
    a.kill();

    var again = cluster.start(leaver, plain("a").bind(a.host(), a.port()));
    again.join(b);

    Cluster.awaitComplete(again, b);
    assertThat(record("a", b).incarnation()).isEqualTo(2);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void aLivingNamesakeElsewhereIsAConflict(Kind namesake, Kind observer) {
    var b = cluster.start(observer, plain("b"));
    var a = joined(namesake, plain("a"), b);

    var other = cluster.start(namesake, plain("a"));
    other.join(b);

    Await.until("conflict seen by the member", () -> count(b, CONFLICT, "a") > 0);
    Await.until("conflict seen by the newcomer", () -> count(other, CONFLICT, "a") > 0);
    assertThat(record("a", b).port()).isEqualTo(a.port());
  }

  /**
   * It takes the suspicion for one of itself; to the member, its refutation is a conflict (§9.9).
   */
  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void theNameOfASuspectElsewhereIsAConflictAlthoughTheNewcomerRefutes(
      Kind namesake, Kind observer) {
    var b = cluster.start(observer, plain("b"));
    var a = joined(namesake, plain("a"), b);
    a.kill();
    awaitState("a", WireRecord.SUSPECT, b);

    var other = cluster.start(namesake, plain("a"));
    other.join(b);

    Await.until("refutation of the newcomer", () -> record("a", other).incarnation() == 2);
    Await.until("conflict seen by the member", () -> count(b, CONFLICT, "a") > 0);
    assertThat(record("a", b).port()).isEqualTo(a.port());
    assertThat(record("a", b).state()).isEqualTo(WireRecord.SUSPECT);
    assertThat(record("a", b).incarnation()).isEqualTo(1);
    assertThat(count(b, LEAVE, "a")).isZero();
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void theNameOfADeadNodeCanBeReclaimedElsewhere(Kind namesake, Kind observer) {
    var b =
        cluster.start(
            observer, mortal("b").set(Setting.DEAD_NODE_RECLAIM_TIME, Duration.ofMillis(1)));
    var a = joined(namesake, mortal("a"), b);
    a.kill();
    awaitState("a", WireRecord.DEAD, b);

    var elsewhere = joined(namesake, mortal("a"), b);

    Cluster.awaitComplete(elsewhere, b);
    assertThat(record("a", b).port()).isEqualTo(elsewhere.port());
    assertThat(count(b, CONFLICT, "a")).isZero();
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void withoutReclaimTimeTheNameOfADeadNodeIsAConflictUntilItIsPruned(
      Kind namesake, Kind observer) {
    var b =
        cluster.start(
            observer, mortal("b").set(Setting.GOSSIP_TO_THE_DEAD_TIME, Duration.ofSeconds(2)));
    var c =
        joined(
            observer, mortal("c").set(Setting.GOSSIP_TO_THE_DEAD_TIME, Duration.ofSeconds(2)), b);
    var a = joined(namesake, mortal("a"), b);
    Cluster.awaitComplete(a, b, c);
    a.kill();
    awaitState("a", WireRecord.DEAD, b);

    var elsewhere =
        cluster.start(namesake, mortal("a").set(Setting.PUSH_PULL_INTERVAL, Duration.ofSeconds(1)));
    elsewhere.join(b);

    Await.until("conflict", () -> count(b, CONFLICT, "a") > 0);
    Cluster.awaitMembers(List.of(b, c), List.of(elsewhere, b, c));
    assertThat(record("a", b).port()).isEqualTo(elsewhere.port());
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void afterAPartitionBothSidesFindEachOtherByOneJoin(Kind first, Kind second) {
    var a = cluster.start(first, mortal("a").faults());
    var b = joined(second, mortal("b").faults(), a);
    for (var side : Side.values()) {
      a.drop(side, "*");
      b.drop(side, "*");
    }
    Await.until("both alone", () -> a.members().size() == 1 && b.members().size() == 1);

    a.restore();
    b.restore();
    b.join(a);

    Cluster.awaitComplete(a, b);
    awaitCount(a, JOIN, "b", 2);
    awaitCount(b, JOIN, "a", 2);
  }

  private static NodeSpec plain(String name) {
    return NodeSpec.named(name).compress(false);
  }

  /** Hears of others by joins and rumours only. */
  private static NodeSpec secluded(String name) {
    return plain(name).set(Setting.PUSH_PULL_INTERVAL, Duration.ZERO);
  }

  private static NodeSpec mortal(String name) {
    return plain(name).noticesDeaths();
  }

  /** Starts a node that joins another; both know each other when this returns. */
  private ClusterNode joined(Kind kind, NodeSpec spec, ClusterNode seed) {
    var node = cluster.start(kind, spec);
    node.join(seed);
    Await.until(seed.name() + " sees " + node.name(), () -> seed.members().contains(node.name()));
    return node;
  }

  private static WireRecord record(String name, ClusterNode observer) {
    return WireRecord.of(name, observer).orElseThrow();
  }

  private static void awaitState(String name, int state, ClusterNode observer) {
    Await.until(
        () ->
            name
                + " in state "
                + state
                + " at "
                + observer.name()
                + " but "
                + WireRecord.of(name, observer),
        Await.LIMIT,
        () -> WireRecord.of(name, observer).filter(each -> each.state() == state).isPresent());
  }

  /** Events come a moment after the state they tell of; none comes too often. */
  private static void awaitCount(ClusterNode observer, What what, String node, long expected) {
    Await.until(what + " of " + node, () -> count(observer, what, node) >= expected);
    assertThat(count(observer, what, node)).isEqualTo(expected);
  }

  private static long count(ClusterNode observer, What what, String node) {
    return observer.seen().stream()
        .filter(seen -> seen.what() == what && seen.node().equals(node))
        .count();
  }
}
