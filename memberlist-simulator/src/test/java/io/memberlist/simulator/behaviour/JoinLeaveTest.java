package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.AliveDelegate;
import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.MergeDelegate;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.VetoException;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.simulator.EventRecorder;
import io.memberlist.simulator.SimCluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Joining, leaving and coming back. */
class JoinLeaveTest {

  /** Refuses every merge and counts them. */
  private static final class Refusing implements MergeDelegate {
    private int asked;

    @Override
    public void notifyMerge(List<Node> peers) {
      asked++;
      throw new VetoException("not with us");
    }
  }

  @Test
  void join_04_bothMergeDelegatesAreAskedAndRefuse() {
    var delegates = List.of(new Refusing(), new Refusing());
    var cluster =
        SimCluster.of(4).nodes(2).config((number, c) -> c.merge(delegates.get(number))).started();

    var join = cluster.node(1).join(cluster.node(0));
    cluster.run(ofSeconds(1));

    assertThat(join.result().reached()).isZero();
    assertThat(join.result().failures()).singleElement().asString().contains("not with us");
    assertThat(delegates).allMatch(each -> each.asked == 1);
    assertThat(cluster.nodes()).allMatch(node -> node.state().members() == 1);
  }

  /** Admits nobody but one. */
  private static final class Only implements AliveDelegate {
    private final String name;
    private int asked;

    private Only(String name) {
      this.name = name;
    }

    @Override
    public void notifyAlive(Node peer) {
      asked++;
      if (!peer.name().equals(name)) {
        throw new VetoException("only " + name);
      }
    }
  }

  @Test
  void join_05_aliveDelegatesThatRefuseLeaveBothAlone() {
    var delegates = List.of(new Only("n0000000"), new Only("n0000001"));
    var cluster =
        SimCluster.of(5).nodes(2).config((number, c) -> c.alive(delegates.get(number))).started();

    var join = cluster.node(1).join(cluster.node(0));
    cluster.run(ofSeconds(1));

    assertThat(join.result().reached()).isEqualTo(1);
    assertThat(cluster.nodes()).allMatch(node -> node.state().members() == 1);
    assertThat(delegates).allMatch(each -> each.asked >= 2);
  }

  @Test
  void join_07_differentProtocolVersionsUnderstandEachOther() {
    int[][] pairs = {{2, 1}, {2, 3}, {3, 2}, {3, 1}};
    for (int[] pair : pairs) {
      var cluster =
          SimCluster.of(7)
              .nodes(2)
              .config((number, c) -> c.protocolVersion(pair[number]))
              .started();

      var join = cluster.node(1).join(cluster.node(0));
      cluster.run(ofSeconds(1));

      assertThat(join.result().reached()).isEqualTo(1);
      assertThat(cluster.nodes()).allMatch(node -> node.state().members() == 2);
    }
  }

  @Test
  void join_11_everyAddressIsContacted() {
    var cluster = SimCluster.of(11).nodes(3).started();

    var join = cluster.node(2).join(cluster.node(0), cluster.node(1));
    cluster.run(ofSeconds(1));

    assertThat(join.result().reached()).isEqualTo(2);
    assertThat(cluster.node(2).state().members()).isEqualTo(3);
  }

  @Test
  void join_15_someEntriesMayFail() {
    var cluster = SimCluster.of(15).nodes(3).started();
    cluster.node(1).kill();
    var seeds =
        List.of(
            cluster.node(0).address().toString(),
            cluster.node(1).address().toString(),
            "nowhere.test",
            "10.0.0.1:nonsense");

    var join = cluster.node(2).join(seeds, ofSeconds(5));
    cluster.run(ofSeconds(6));

    assertThat(join.result().reached()).isEqualTo(1);
    assertThat(join.result().failures())
        .extracting(failure -> failure.reason())
        .hasSize(3)
        .contains("connection refused", "unknown host");
  }

  /** Its only other acquaintance does not know it yet and passes nothing on. */
  @Test
  void d36_whoLeavesRightAfterItsJoinIsGoneAtOnceForItsSeed() {
    for (int seed = 1; seed <= 300; seed++) {
      var cluster = SimCluster.of(seed).nodes(4).preset(Config::local).started();
      for (int i = 1; i < 4; i++) {
        cluster.runUntil(cluster.node(i).join(cluster.node(0))::done, ofSeconds(1));
        cluster.run(ofMillis(seed % 20));
      }

      cluster.runUntil(cluster.node(2).leave()::done, ofSeconds(10));
      cluster.run(ofMillis(1));

      assertThat(cluster.node(0).sees(cluster.node(2)))
          .as("seed %d", seed)
          .isEqualTo(NodeState.LEFT);
    }
  }

  @Test
  void leave_05_leavingAgainEndsAtOnce() {
    var cluster = SimCluster.of(5).nodes(3).joined();
    var first = cluster.node(2).leave();
    cluster.runUntil(first::done, ofSeconds(10));

    var second = cluster.node(2).leave();

    assertThat(second.done()).isTrue();
  }

  @Test
  void leave_06_aNodeAloneLeavesAtOnce() {
    var cluster = SimCluster.of(6).nodes(1).started();

    assertThat(cluster.node(0).leave().done()).isTrue();
  }

  @Test
  void def_07_whoHasLeftMayJoinAgain() {
    var cluster = SimCluster.of(7).nodes(3).joined();
    var node = cluster.node(2);
    var leave = node.leave();
    cluster.runUntil(leave::done, ofSeconds(10));
    cluster.run(ofSeconds(1));
    assertThat(cluster.node(0).sees(node)).isEqualTo(NodeState.LEFT);

    node.join(cluster.node(0));

    cluster.awaitConverged(ofSeconds(10));
  }

  /** Announces a role. */
  private record Role(String name) implements Delegate {
    @Override
    public byte[] nodeMeta(int limit) {
      return name.getBytes(StandardCharsets.UTF_8);
    }
  }

  @Test
  void serf_01_aNodeComesBackWithAnotherRole() {
    var cluster =
        SimCluster.of(1).nodes(2).config((number, c) -> c.delegate(new Role("foo"))).joined();
    var node = cluster.node(1);
    var leave = node.leave();
    cluster.runUntil(leave::done, ofSeconds(10));
    node.kill();
    cluster.run(ofSeconds(1));

    node.reconfigure(c -> c.delegate(new Role("bar")));
    node.start();
    node.join(cluster.node(0));

    cluster.awaitConverged(ofSeconds(10));
    assertThat(cluster.node(0).state().info(node.name()).meta()).asString().isEqualTo("bar");
  }

  @Test
  void meta_04_whoRestartsBeforeItsFailureIsNoticedHasItsNewMetadataEverywhere() {
    var cluster =
        SimCluster.of(2).nodes(4).config((number, c) -> c.delegate(new Role("foo"))).joined();
    var events = EventRecorder.on(cluster);
    var node = cluster.node(3);
    node.kill();

    node.reconfigure(c -> c.delegate(new Role("bar")));
    cluster.run(ofMillis(100));
    node.start();
    node.join(cluster.node(0));

    cluster.awaitConverged(ofSeconds(10));
    for (int i = 0; i < 3; i++) {
      assertThat(cluster.node(i).state().info(node.name()).meta()).asString().isEqualTo("bar");
    }
    assertThat(events.of(Kind.LEAVE)).isEmpty();
  }

  @Test
  void user_05_anEmptyMessageIsDeliveredFromAPacketButNotFromAStream() {
    var received = new ArrayList<byte[]>();
    var delegate =
        new Delegate() {
          @Override
          public void notifyMsg(byte[] message) {
            received.add(message);
          }
        };
    var cluster =
        SimCluster.of(5)
            .nodes(2)
            .config((number, c) -> number == 0 ? c.delegate(delegate) : c)
            .joined();

    cluster.node(1).sendReliable(cluster.node(0), new byte[0]);
    cluster.run(ofSeconds(1));
    assertThat(received).isEmpty();

    cluster.node(1).sendBestEffort(cluster.node(0), new byte[0]);
    cluster.node(1).sendReliable(cluster.node(0), new byte[] {7});
    cluster.run(ofSeconds(1));
    assertThat(received).extracting(message -> message.length).containsExactlyInAnyOrder(0, 1);
  }
}
