package io.memberlist.interop;

import io.memberlist.interop.ClusterNode.What;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our additions (§21.1) among nodes that have none; {@link PartitionTest} has rejoin. */
class AdditionsTest {

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
