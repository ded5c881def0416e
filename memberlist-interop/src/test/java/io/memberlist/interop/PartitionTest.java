package io.memberlist.interop;

import static java.time.Duration.ofSeconds;

import io.memberlist.interop.ClusterNode.Side;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A partition that outlives all records of the other side: only our rejoin (§21.1) heals it. */
class PartitionTest {

  @RegisterExtension final Cluster cluster = new Cluster();

  static Stream<Kind> others() {
    return Stream.of(Kind.GO_0_5_4, Kind.GO_0_7_0);
  }

  @ParameterizedTest
  @MethodSource("others")
  void def_01_ourRejoinHealsAPartitionAfterWhichNobodyKnowsTheOtherSide(Kind other) {
    var ours =
        cluster.startJava(
            forgetful("ours").set(Setting.REJOIN, true).set(Setting.REJOIN_INTERVAL, ofSeconds(1)));
    var b = cluster.start(other, forgetful("b"));
    var c = cluster.start(other, forgetful("c"));
    b.join(ours);
    c.join(ours);
    Cluster.awaitComplete(ours, b, c);

    for (var side : Side.values()) {
      ours.drop(side, "*");
    }
    awaitForgotten(List.of("b", "c"), ours);
    awaitForgotten(List.of("ours"), b, c);
    ours.restore();

    Cluster.awaitComplete(ours, b, c);
  }

  private static NodeSpec forgetful(String name) {
    return NodeSpec.named(name)
        .compress(false)
        .faults()
        .noticesDeaths()
        .set(Setting.GOSSIP_TO_THE_DEAD_TIME, ofSeconds(1));
  }

  /** Streams of others do not come in during the partition, so our node is asked itself. */
  private static void awaitForgotten(List<String> names, ClusterNode... observers) {
    for (var observer : observers) {
      Await.until(
          observer.name() + " has forgotten " + names,
          () ->
              observer instanceof JavaNode java
                  ? java.memberlist().allNodes().stream().noneMatch(n -> names.contains(n.name()))
                  : WireRecord.tableOf(observer).stream().noneMatch(r -> names.contains(r.name())));
    }
  }
}
