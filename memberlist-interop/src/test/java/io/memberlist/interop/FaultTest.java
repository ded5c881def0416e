package io.memberlist.interop;

import static io.memberlist.interop.ClusterNode.Side.TCP_IN;
import static io.memberlist.interop.ClusterNode.Side.TCP_OUT;
import static io.memberlist.interop.ClusterNode.Side.UDP_IN;
import static io.memberlist.interop.ClusterNode.Side.UDP_OUT;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberlist.interop.ClusterNode.What;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Lost packets: indirect pings, nacks and the stream fallback (§10); Appendix D line 15. */
class FaultTest {

  private static final Duration INTERVAL = Duration.ofMillis(700);

  /** A suspicion lasts that many intervals, enough for a late answer on a busy machine. */
  private static final int SUSPICION_MULT = 7;

  /** Longer than it takes to lose a node that nobody reaches. */
  private static final Duration SEVERAL_ROUNDS = INTERVAL.multipliedBy(SUSPICION_MULT + 4);

  @RegisterExtension final Cluster cluster = new Cluster();

  @ParameterizedTest
  @ArgumentsSource(Trios.class)
  void aRelayKeepsTwoNodesTogetherThatCannotReachEachOther(Kind prober, Kind relay, Kind target) {
    var a = cluster.start(prober, packetsOnly("a"));
    var c = cluster.start(relay, packetsOnly("c"));
    var b = cluster.start(target, packetsOnly("b"));
    b.join(a);
    c.join(a);
    Cluster.awaitComplete(a, b, c);

    for (var side : List.of(UDP_OUT, UDP_IN)) {
      a.drop(side, b.address());
      b.drop(side, a.address());
    }

    assertThatThrownBy(() -> a.ping("b")).as("a direct ping").isNotNull();
    Await.remains(
        () -> "everybody is alive: " + a.seen() + b.seen(),
        SEVERAL_ROUNDS,
        () -> leaves(a) + leaves(b) + leaves(c) == 0);
    c.kill(); // to show that it was the relay
    Await.until(
        "without the relay they lose each other",
        () -> a.members().equals(Set.of("a")) && b.members().equals(Set.of("b")));
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void streamsKeepTwoNodesTogetherWhenAllPacketsAreLost(Kind first, Kind second) {
    var a = cluster.start(first, unreliable("a"));
    var b = cluster.start(second, unreliable("b"));
    b.join(a);
    Cluster.awaitComplete(a, b);

    a.drop(UDP_OUT, "*");
    a.drop(UDP_IN, "*");

    assertThatThrownBy(() -> b.ping("a")).as("a direct ping").isNotNull();
    Await.remains(
        () -> "everybody is alive: " + a.seen() + b.seen(),
        SEVERAL_ROUNDS,
        () -> leaves(a) + leaves(b) == 0);
    a.drop(TCP_OUT, "*");
    a.drop(TCP_IN, "*");
    Await.until("without streams they lose each other", () -> leaves(a) == 1 && leaves(b) == 1);
  }

  /** The relay could not reach the victim and says so, if it was asked to. */
  @ParameterizedTest
  @ArgumentsSource(Trios.class)
  void aRelayThatFailsSendsANack(Kind prober, Kind relay, Kind victim) {
    assumeTrue(
        prober.isProcess() || relay.isProcess(),
        "one of the two must be able to report its traffic");
    var a = cluster.start(prober, slowToJudge("a", prober));
    var c = cluster.start(relay, slowToJudge("c", relay));
    var b = cluster.start(victim, slowToJudge("b", victim));
    b.join(a);
    c.join(a);
    Cluster.awaitComplete(a, b, c);

    b.kill();

    if (prober.isProcess()) {
      awaitTraffic((AgentNode) a, "rx", "from", c.address(), "0b81a55365714e6f");
    } else {
      awaitTraffic((AgentNode) c, "rx", "from", a.address(), "0188a44e61636bc3");
      awaitTraffic((AgentNode) c, "tx", "to", a.address(), "0b81a55365714e6f");
    }
  }

  private static void awaitTraffic(
      AgentNode node, String event, String peerField, String peer, String hex) {
    node.process()
        .await(
            event + " with " + hex,
            Await.LIMIT,
            e ->
                AgentProcess.isEvent(e, event)
                    && e.get(peerField).asString().equals(peer)
                    && e.get("hex").asString().contains(hex));
  }

  private static NodeSpec packetsOnly(String name) {
    return unreliable(name).set(Setting.DISABLE_TCP_PINGS, true);
  }

  private static NodeSpec unreliable(String name) {
    return NodeSpec.named(name)
        .faults()
        .set(Setting.PROBE_INTERVAL, INTERVAL)
        .set(Setting.SUSPICION_MULT, SUSPICION_MULT);
  }

  private static NodeSpec slowToJudge(String name, Kind kind) {
    var spec = NodeSpec.named(name).compress(false);
    return kind.isProcess() ? spec.trace() : spec;
  }

  private static long leaves(ClusterNode node) {
    return node.seen().stream().filter(seen -> seen.what() == What.LEAVE).count();
  }
}
