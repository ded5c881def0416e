package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Delegate;
import io.memberlist.MembershipChange;
import io.memberlist.MergeDelegate;
import io.memberlist.Node;
import io.memberlist.QueueEventDelegate;
import io.memberlist.Tags;
import io.memberlist.VetoException;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.simulator.EventRecorder;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.SimNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What Serf, which is built on this layer, relies on. */
class SerfTest {

  /** Serf's settings in its own tests. */
  private static SimCluster cluster(long seed, int nodes) {
    return SimCluster.of(seed)
        .nodes(nodes)
        .config(
            c ->
                c.gossipInterval(ofMillis(5))
                    .probeInterval(ofMillis(50))
                    .probeTimeout(ofMillis(25))
                    .suspicionMult(1)
                    .delegateProtocolMin(2)
                    .delegateProtocolMax(5)
                    .delegateProtocolVersion(4)
                    .rejoin(rejoin -> rejoin.withEnabled(true)))
        .started();
  }

  private static List<Kind> kinds(EventRecorder events, SimNode observer, SimNode subject) {
    return events.about(subject).stream()
        .filter(seen -> seen.observer().equals(observer.name()))
        .map(EventRecorder.Seen::kind)
        .filter(kind -> kind != Kind.SUSPECT)
        .toList();
  }

  @Test
  void serf_02_aFailedNodeThatStartsAgainIsBroughtBackWithoutJoining() {
    var cluster = cluster(2, 2);
    var events = EventRecorder.on(cluster);
    var a = cluster.node(0);
    var b = cluster.node(1);
    b.join(a);
    cluster.awaitConverged(ofSeconds(1));

    b.kill();
    cluster.runUntil(() -> a.state().members() == 1, ofSeconds(10));
    b.start();

    // one rejoin interval with its jitter
    cluster.awaitConverged(ofSeconds(34));
    assertThat(kinds(events, a, b)).containsExactly(Kind.JOIN, Kind.LEAVE, Kind.JOIN);
  }

  /** Announces what is in it at the moment. */
  private static final class Announcing implements Delegate {
    private final Map<String, String> tags = new TreeMap<>();

    @Override
    public byte[] nodeMeta(int limit) {
      return Tags.encode(tags);
    }
  }

  @Test
  void serf_03_whoRestartsUnnoticedWithOtherTagsAndVersionIsUpdated() {
    var tags = new Announcing();
    var cluster = cluster(3, 2);
    var events = EventRecorder.on(cluster);
    var a = cluster.node(0);
    var b = cluster.node(1);
    b.kill();
    b.reconfigure(c -> c.delegate(tags));
    b.start();
    b.join(a);
    cluster.awaitConverged(ofSeconds(1));
    events.clear();

    b.kill();
    tags.tags.put("foo", "bar");
    b.reconfigure(c -> c.delegateProtocolVersion(3));
    b.start();
    b.join(a);
    cluster.awaitConverged(ofSeconds(1));
    cluster.run(ofSeconds(10));

    assertThat(kinds(events, a, b)).containsExactly(Kind.UPDATE);
    var record = a.view().node(b.name()).orElseThrow();
    assertThat(record.tags()).containsExactly(Map.entry("foo", "bar"));
    assertThat(record.versions().delegateCurrent()).isEqualTo(3);
  }

  @Test
  void serf_04_changedTagsAreAnUpdateAndWhoJoinsLaterSeesThem() {
    var tags = new Announcing();
    tags.tags.put("port", "8000");
    var cluster =
        SimCluster.of(4)
            .nodes(3)
            .config((number, c) -> number == 0 ? c.delegate(tags) : c)
            .started();
    var events = EventRecorder.on(cluster);
    var a = cluster.node(0);
    var b = cluster.node(1);
    var c = cluster.node(2);
    b.join(a);
    cluster.run(ofSeconds(1));

    tags.tags.put("port", "8001");
    tags.tags.put("role", "db");
    a.updateNode();
    cluster.run(ofSeconds(1));
    c.join(b);
    cluster.awaitConverged(ofSeconds(5));

    assertThat(kinds(events, b, a)).containsExactly(Kind.JOIN, Kind.UPDATE);
    for (var node : cluster.nodes()) {
      assertThat(node.view().node(a.name()).orElseThrow().tags())
          .containsExactlyInAnyOrderEntriesOf(Map.of("port", "8001", "role", "db"));
    }
  }

  /** Refuses every merge. */
  private static final class Refusing implements MergeDelegate {
    private int asked;

    @Override
    public void notifyMerge(List<Node> peers) {
      asked++;
      throw new VetoException("merge canceled");
    }
  }

  @Test
  void serf_05_refusingMergeDelegatesKeepBothApart() {
    var delegates = List.of(new Refusing(), new Refusing());
    var cluster =
        SimCluster.of(5).nodes(2).config((number, c) -> c.merge(delegates.get(number))).started();

    var join = cluster.node(1).join(cluster.node(0));
    cluster.run(ofSeconds(1));

    assertThat(join.result().reached()).isZero();
    assertThat(join.result().failures()).singleElement().asString().contains("merge canceled");
    assertThat(cluster.node(0).sees(cluster.node(1))).isNull();
    assertThat(cluster.node(1).sees(cluster.node(0))).isNull();
    assertThat(delegates).allMatch(each -> each.asked == 1);
  }

  @Test
  void serf_11_whoDoesNotReadItsEventsHoldsNobodyUp() {
    var unread = new LinkedBlockingQueue<MembershipChange>();
    var cluster =
        SimCluster.of(11)
            .nodes(20)
            .config((number, c) -> number == 0 ? c.events(new QueueEventDelegate(unread)) : c)
            .joined();
    var events = EventRecorder.on(cluster);

    cluster.node(19).kill();
    cluster.run(ofMinutes(2));

    assertThat(cluster.running()).allMatch(node -> node.state().members() == 19);
    assertThat(events.of(Kind.SUSPECT))
        .allMatch(seen -> seen.subject().equals(cluster.node(19).name()));
    assertThat(unread).hasSize(20 + 1);
    assertThat(unread)
        .last()
        .extracting(MembershipChange::kind)
        .isEqualTo(MembershipChange.Kind.LEAVE);
  }
}
