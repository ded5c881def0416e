package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.interop.ClusterNode.What;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our node among Alertmanagers (§22.3); Appendix D lines 22 and 24. */
class AlertmanagerTest {

  @RegisterExtension final Cluster cluster = new Cluster();

  private final List<Alertmanager> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(Alertmanager::close);
  }

  @Test
  void silencesReplicatePastUsAndReachUs() {
    var node = ours();
    var first = start(new Alertmanager(node.address()));
    var second = start(new Alertmanager(node.address()));
    Await.until(
        "all list each other",
        () ->
            first.peers().equals(everybody(first, second))
                && second.peers().equals(everybody(first, second))
                && node.members().size() == 3);

    first.silence("created at the first");
    second.silence("created at the second");

    var both = Set.of("created at the first", "created at the second");
    Await.until("silences", () -> first.silences().equals(both) && second.silences().equals(both));
    Await.until(
        "user messages here",
        () ->
            contains(node.recorder().payloads, "created at the first")
                && contains(node.recorder().payloads, "created at the second"));
    Await.until("user state here", () -> contains(node.recorder().states, "created at the first"));
    assertThat(first.isAlive() && second.isAlive()).isTrue();
  }

  @Test
  void weJoinARunningOne() {
    var manager = start(new Alertmanager());
    var node = ours();

    assertThat(node.tryJoin(manager.address()).reached()).isEqualTo(1);

    Await.until(
        "both list each other",
        () ->
            manager.peers().equals(everybody(manager)) && node.members().contains(manager.name()));
    node.leave();
    Await.until("it lists us no longer", () -> manager.peers().equals(Set.of(manager.name())));
  }

  /** A state that we keep for a peer is the one a later peer gets. */
  @Test
  void aStateHandedOnByUsIsUnderstood() {
    var node = ours();
    var first = start(new Alertmanager(node.address()));
    first.silence("older than the newcomer");
    Await.until("its state", () -> contains(node.recorder().states, "older than the newcomer"));
    var states = node.recorder().states;
    first.close();
    node.userState(states.get(states.size() - 1));

    var second = start(new Alertmanager(node.address()));

    Await.until(
        "the silence at the newcomer", () -> second.silences().contains("older than the newcomer"));
  }

  /** Silences too large for a packet go as stream messages. */
  @Test
  void largeSilencesArriveHereOverAStream() {
    var node = ours();
    var manager = start(new Alertmanager(node.address()));
    Await.until("both list each other", () -> manager.peers().equals(everybody(manager)));
    var large = "large ".repeat(500) + "end";

    manager.silence(large);

    Await.until("the message", () -> contains(node.recorder().payloads, large));
  }

  @Test
  void aRestartUnderANewNameLeavesADeadRecordThatIsPruned() {
    var node = cluster.startJava(spec().noticesDeaths());
    var first = start(new Alertmanager(node.address()));
    Await.until("first life", () -> node.members().size() == 2);
    var oldName = first.name();
    first.close();

    var second = start(first.again(node.address()));

    Await.until("second life", () -> node.members().contains(second.name()));
    Await.until(
        "death of the first",
        () ->
            node.seen().stream()
                .anyMatch(seen -> seen.what() == What.LEAVE && seen.node().equals(oldName)));
    Await.until(
        "its record is pruned",
        () -> node.memberlist().allNodes().stream().noneMatch(each -> each.name().equals(oldName)));
    assertThat(node.memberlist().node(second.name()).orElseThrow().state())
        .isEqualTo(NodeState.ALIVE);
  }

  private JavaNode ours() {
    return cluster.startJava(spec());
  }

  private static NodeSpec spec() {
    return NodeSpec.named("ours")
        .set(Setting.PUSH_PULL_INTERVAL, Duration.ofSeconds(2))
        .set(Setting.GOSSIP_TO_THE_DEAD_TIME, Duration.ofSeconds(2));
  }

  private Alertmanager start(Alertmanager alertmanager) {
    started.add(alertmanager);
    return alertmanager;
  }

  private static Set<String> everybody(Alertmanager... managers) {
    var names = new HashSet<>(Set.of("ours"));
    for (var manager : managers) {
      names.add(manager.name());
    }
    return names;
  }

  private static boolean contains(List<byte[]> payloads, String text) {
    return payloads.stream()
        .anyMatch(each -> new String(each, StandardCharsets.ISO_8859_1).contains(text));
  }
}
