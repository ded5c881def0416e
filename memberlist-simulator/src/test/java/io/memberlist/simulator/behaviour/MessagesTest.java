package io.memberlist.simulator.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import io.memberlist.internal.wire.Alive;
import io.memberlist.simulator.RawPeer;
import io.memberlist.simulator.SimCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of applications, and what their delegates may do. */
class MessagesTest {

  private static SimCluster pair(Delegate a, Delegate b) {
    return SimCluster.of(3).nodes(2).config((n, c) -> c.delegate(n == 0 ? a : b)).joined();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void user_03_eachGetsExactlyWhatWasSentToIt() {
    var a = new Recorder();
    var b = new Recorder();
    var cluster = pair(a, b);

    cluster.node(0).sendToAddress(cluster.node(1).address(), bytes("ping"));
    cluster.node(1).sendToAddress(cluster.node(0).address(), bytes("pong"));
    cluster.run(ofSeconds(20));

    assertThat(a.messages).containsExactly("pong");
    assertThat(b.messages).containsExactly("ping");
  }

  @Test
  void user_04_allThreeWaysArrive() {
    var b = new Recorder();
    var cluster = pair(new Recorder(), b);
    var from = cluster.node(0);
    var to = cluster.node(1);

    from.sendToAddress(to.address(), bytes("address"));
    from.sendBestEffort(to, bytes("packet"));
    from.sendReliable(to, bytes("stream"));
    cluster.run(ofMillis(100));

    assertThat(b.messages).containsExactlyInAnyOrder("address", "packet", "stream");
  }

  @Test
  void trn_03_trn_04_theChecksumIsSentToWhoIsKnownToUnderstandIt() {
    var cluster = SimCluster.of(3).nodes(1).started();
    var node = cluster.node(0);
    var peer = new RawPeer(cluster);

    node.sendToAddress(peer.address(), new byte[] {3, 3, 3});
    cluster.run(ofMillis(10));
    assertThat(peer.packets).singleElement().isEqualTo(new byte[] {8, 3, 3, 3});

    byte[] versions = {1, 5, 2, 0, 0, 0};
    node.learn(new Alive(1, "peer", peer.address(), null, versions), node);
    peer.packets.clear();
    node.sendBestEffort("peer", new byte[] {3, 3, 3});
    cluster.run(ofMillis(10));
    assertThat(peer.packets)
        .filteredOn(packet -> packet.length == 9)
        .singleElement()
        .satisfies(packet -> assertThat(packet).startsWith((byte) 12).endsWith(8, 3, 3, 3));
  }

  @Test
  void trn_05_aRecordNamedLikeTheAddressDecidesOnTheChecksum() {
    var cluster = SimCluster.of(5).nodes(1).started();
    var node = cluster.node(0);
    var peer = new RawPeer(cluster);
    var ip = peer.address().toString().replaceAll(":.*", "");
    byte[] versions = {1, 5, 2, 0, 0, 0};
    node.learn(new Alive(1, ip, cluster.newAddress(), null, versions), node);

    node.sendToAddress(peer.address(), new byte[] {3, 3, 3});
    cluster.run(ofMillis(10));

    assertThat(peer.packets).singleElement().satisfies(packet -> assertThat(packet).hasSize(9));
  }

  @Test
  void def_39_messagesOfOnePacketArriveInTheirOrder() {
    var a = new Recorder();
    var cluster = SimCluster.of(39).nodes(1).config(c -> c.delegate(a)).started();
    var peer = new RawPeer(cluster);

    // three user messages of two bytes in one compound
    peer.send(cluster.node(0), new byte[] {7, 3, 0, 2, 0, 2, 0, 2, 8, 'a', 8, 'b', 8, 'c'});
    cluster.run(ofMillis(10));

    assertThat(a.messages).containsExactly("a", "b", "c");
  }

  /** What a ping delegate was told. */
  private record Completed(Node node, Duration rtt, byte[] payload) {}

  @Test
  void pdel_01_thePingDelegateIsToldOfProbes() {
    var told = new ArrayList<Completed>();
    PingDelegate delegate =
        new PingDelegate() {
          @Override
          public byte[] ackPayload() {
            return bytes("whatever");
          }

          @Override
          public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
            if (node.name().equals("n0000000")) {
              told.add(new Completed(node, rtt, payload));
            }
          }
        };
    var cluster =
        SimCluster.of(1)
            .nodes(2)
            .config(c -> c.ping(delegate).probeInterval(ofMillis(100)).probeTimeout(ofMillis(50)))
            .started();

    cluster.node(1).join(cluster.node(0));
    cluster.run(ofMillis(300));

    assertThat(told).isNotEmpty();
    var own = cluster.node(0).view().local();
    for (var each : told) {
      assertThat(each.node)
          .usingRecursiveComparison()
          .ignoringFields("stateChange", "lastRtt")
          .isEqualTo(own);
      assertThat(each.rtt).isBetween(ofMillis(0).plusNanos(400_000), ofMillis(2));
      assertThat(each.payload).isEqualTo(bytes("whatever"));
    }
  }

  @Test
  void def_04_everythingMayBeCalledFromAnEventCallback() {
    var cluster = new SimCluster[1];
    var seen = new ArrayList<Integer>();
    EventDelegate curious =
        new EventDelegate() {
          @Override
          public void notifyJoin(Node node) {
            if (!node.name().equals("n0000000")) {
              return;
            }
            var me = cluster[0].node(1);
            seen.add(me.view().members().size());
            me.sendBestEffort(cluster[0].node(0), bytes("packet"));
            me.sendReliable(cluster[0].node(0), bytes("stream"));
            me.updateNode();
            me.sync(cluster[0].node(0));
            me.join(cluster[0].node(0));
          }
        };
    var a = new Recorder();
    cluster[0] =
        SimCluster.of(4)
            .nodes(2)
            .config((number, c) -> number == 0 ? c.delegate(a) : c.events(curious))
            .started();

    cluster[0].node(1).join(cluster[0].node(0));
    cluster[0].awaitConverged(ofSeconds(5));

    assertThat(seen).as("a view is never older than its event").isEqualTo(List.of(2));
    assertThat(a.messages).containsExactlyInAnyOrder("packet", "stream");
    assertThat(cluster[0].node(1).delegateFailures()).isZero();
  }
}
