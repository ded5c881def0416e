package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.interop.ClusterNode.Side;
import io.memberlist.interop.ClusterNode.What;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our additions (§21.1) among nodes that have none; {@link PartitionTest} has rejoin. */
class AdditionsTest {

  private static final Duration SEVERAL_PROBES = Duration.ofSeconds(4);

  @RegisterExtension final Cluster cluster = new Cluster();

  static Stream<Kind> others() {
    return Stream.of(Kind.GO_0_5_4, Kind.GO_0_7_0);
  }

  /** Suspicions last longer than the test, so nothing but the refused connection can decide. */
  @ParameterizedTest
  @MethodSource("others")
  void crashEvidenceOfOursIsBelievedByOthers(Kind other) {
    var ours = cluster.startJava(NodeSpec.named("ours").set(Setting.CRASH_EVIDENCE, true));
    var b = cluster.start(other, NodeSpec.named("b"));
    var c = cluster.start(other, NodeSpec.named("c"));
    b.join(ours);
    c.join(ours);
    Cluster.awaitComplete(ours, b, c);

    c.kill();

    for (var observer : new ClusterNode[] {ours, b}) {
      Await.until(
          observer.name() + " has lost c",
          () -> observer.members().equals(Set.of("ours", "b")) && leaves(observer) == 1);
    }
  }

  /** A stopped process has a machine that takes connections, and so is treated as before. */
  @ParameterizedTest
  @MethodSource("others")
  void whoIsStoppedIsSuspectedOnly(Kind other) {
    var ours = cluster.startJava(NodeSpec.named("ours").set(Setting.CRASH_EVIDENCE, true));
    var b = cluster.start(other, NodeSpec.named("b"));
    var c = cluster.startProcess(other, NodeSpec.named("c"));
    b.join(ours);
    c.join(ours);
    Cluster.awaitComplete(ours, b, c);

    c.pause();
    Await.until("a suspicion", () -> ours.sees("c") == NodeState.SUSPECT);
    Await.remains(
        () -> "suspect: " + ours.seen() + b.seen(),
        SEVERAL_PROBES,
        () -> leaves(ours) + leaves(b) == 0);
    c.resume();

    Await.until("a refutation", () -> ours.sees("c") == NodeState.ALIVE);
    Cluster.awaitComplete(ours, b, c);
    assertThat(leaves(ours) + leaves(b)).isZero();
  }

  /** Nothing but packets by way of b gets through, for which half a probe timeout is left. */
  @ParameterizedTest
  @MethodSource("others")
  void aFirewallThatRefusesStreamsIsNoEvidence(Kind other) {
    var ours =
        cluster.startJava(
            NodeSpec.named("ours")
                .faults()
                .set(Setting.CRASH_EVIDENCE, true)
                .set(Setting.PROBE_INTERVAL, SEVERAL_PROBES)
                .set(Setting.PROBE_TIMEOUT, SEVERAL_PROBES.dividedBy(2)));
    var b = cluster.start(other, NodeSpec.named("b"));
    var c = cluster.start(other, NodeSpec.named("c"));
    b.join(ours);
    c.join(ours);
    Cluster.awaitComplete(ours, b, c);

    ours.refuseStreams();
    ours.drop(Side.UDP_OUT, c.address());
    ours.drop(Side.UDP_IN, c.address());

    Await.until("a refused stream", () -> ours.refusedStreams() > 0);
    Await.remains(
        () -> "all are there: " + ours.seen() + b.seen() + c.seen(),
        SEVERAL_PROBES,
        () -> leaves(ours) + leaves(b) + leaves(c) == 0);
  }

  /**
   * Of four two are left. Ours alone judges, and as long as it expects others to confirm it waits
   * for longer than the test takes.
   */
  @ParameterizedTest
  @MethodSource("others")
  void theSecondDeathOfFourIsNoticedByOursAndBelievedByTheOther(Kind other) {
    var ours =
        cluster.startJava(
            NodeSpec.named("ours")
                .noticesDeaths()
                .set(Setting.SUSPICION_MAX_TIMEOUT_MULT, 1_000)
                .set(Setting.LIVING_ACCUSERS, true));
    var b = cluster.start(other, NodeSpec.named("b"));
    var c = cluster.start(other, NodeSpec.named("c"));
    var d = cluster.startJava(NodeSpec.named("d").set(Setting.CRASH_EVIDENCE, true));
    for (var node : new ClusterNode[] {b, c, d}) {
      node.join(ours);
    }
    Cluster.awaitComplete(ours, b, c, d);

    c.kill();
    Cluster.awaitMembers(List.of(ours, b, d), List.of(ours, b, d));
    d.kill();
    Cluster.awaitComplete(ours, b);

    for (var observer : new ClusterNode[] {ours, b}) {
      Await.until("leave events", () -> leaves(observer) == 2);
    }
  }

  /** The others neither gossip nor probe, so only one more exchange with them tells of b. */
  @ParameterizedTest
  @MethodSource("others")
  void aSecondExchangeAfterAJoinTellsWhoCameMeanwhile(Kind other) {
    var a = cluster.start(other, mute("a"));
    var b = cluster.start(other, mute("b"));
    var ours = cluster.startJava(NodeSpec.named("ours").set(Setting.RESYNC, true));

    ours.join(a);
    b.join(a);

    Await.until("ours knows b", () -> ours.members().equals(Set.of("ours", "a", "b")));
  }

  private static NodeSpec mute(String name) {
    return NodeSpec.named(name)
        .set(Setting.GOSSIP_INTERVAL, Duration.ZERO)
        .set(Setting.PROBE_INTERVAL, Duration.ZERO)
        .set(Setting.PUSH_PULL_INTERVAL, Duration.ZERO);
  }

  private static long leaves(ClusterNode node) {
    return node.seen().stream().filter(seen -> seen.what() == What.LEAVE).count();
  }
}
