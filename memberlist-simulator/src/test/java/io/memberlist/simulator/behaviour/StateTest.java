package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Node;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.simulator.EventRecorder;
import io.memberlist.simulator.RawPeer;
import io.memberlist.simulator.SimCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exchanges of state, and what applications exchange with them. */
class StateTest {

  private static final byte[] VERSIONS = {1, 5, 2, 0, 0, 0};

  @Test
  void conf_01_whoClaimsANameThatIsTakenIsReported() {
    var conflicts = new ArrayList<Node>();
    var cluster =
        SimCluster.of(1)
            .nodes(2)
            .config(
                (number, c) ->
                    number == 0
                        ? c.name("same")
                        : c.name("same")
                            .conflict(
                                (existing, other) -> {
                                  conflicts.add(existing);
                                  conflicts.add(other);
                                }))
            .started();

    var join = cluster.node(1).join(cluster.node(0));
    cluster.run(ofMillis(250));

    assertThat(join.result().reached()).isEqualTo(1);
    assertThat(join.result().failures()).isEmpty();
    assertThat(conflicts).hasSizeGreaterThanOrEqualTo(2);
    assertThat(conflicts).allMatch(node -> node.name().equals("same"));
    assertThat(conflicts.get(0).address()).isNotEqualTo(conflicts.get(1).address());
  }

  @Test
  void pp_01_theAnswerIsComposedBeforeTheRequestIsMerged() throws IOException {
    var cluster = SimCluster.of(1).nodes(1).started();
    var node = cluster.node(0);
    var peer = new RawPeer(cluster);
    var codec = new StreamCodec(() -> CodecSettings.of(node.config()), nonce -> {}, size -> {});
    var records =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new PushNodeState(
                        "Test " + i,
                        new NodeAddress(new byte[] {127, 0, 0, 1}, 7946 + i),
                        null,
                        1,
                        0,
                        VERSIONS))
            .toList();

    var exchange = peer.begin(node, codec.encodePushPull(false, records, null));
    cluster.run(ofMillis(100));

    var answer = codec.readAnswer(new ByteArrayInputStream(exchange.answer)).readPushPull();
    assertThat(answer.nodes())
        .singleElement()
        .satisfies(
            own -> {
              assertThat(own.name()).isEqualTo(node.name());
              assertThat(own.address()).isEqualTo(node.address());
              assertThat(own.incarnation()).isEqualTo(1);
              assertThat(own.state()).isZero();
            });
    assertThat(node.state().members()).isEqualTo(4);
  }

  @Test
  void pp_02_stateSpreadsWithoutGossip() {
    var cluster = SimCluster.of(2).nodes(2).config(c -> c.gossipInterval(ofSeconds(10))).started();
    var events = EventRecorder.on(cluster);
    var a = cluster.node(0);
    var b = cluster.node(1);
    a.learn(new Alive(1, b.name(), b.address(), null, VERSIONS), b);

    var sync = a.sync(b);
    cluster.runUntil(sync::done, ofSeconds(1));

    assertThat(events.of(Kind.JOIN, a))
        .singleElement()
        .satisfies(seen -> assertThat(seen.observer()).isEqualTo(b.name()));
    assertThat(b.state().members()).isEqualTo(2);
  }

  @Test
  void user_01_user_02_pp_05_broadcastsAndStatesArrive() {
    var offered = IntStream.range(0, 256).mapToObj(Integer::toString).toList();
    var a = new Recorder().state("something");
    var b = new Recorder().state("my state").broadcasts(offered);
    var cluster =
        SimCluster.of(1)
            .nodes(2)
            .config(
                (number, c) ->
                    c.delegate(number == 0 ? a : b)
                        .gossipInterval(ofMillis(100))
                        .pushPullInterval(ofMillis(100)))
            .started();

    var join = cluster.node(1).join(cluster.node(0));
    cluster.runUntil(join::done, ofSeconds(1));
    assertThat(a.states).containsExactly("my state");
    assertThat(b.states).containsExactly("something");
    cluster.run(ofSeconds(5));

    assertThat(a.messages).containsExactlyInAnyOrderElementsOf(offered);
  }

  @Test
  void meta_01_meta_02_metadataAndTheirUpdatesArrive() {
    var delegates = List.of(new Recorder().meta("web"), new Recorder().meta("lb"));
    var cluster =
        SimCluster.of(1)
            .nodes(2)
            .config((number, c) -> c.delegate(delegates.get(number)))
            .started();

    cluster.node(1).join(cluster.node(0));
    cluster.run(ofMillis(250));
    metadata(cluster, "web", "lb");

    delegates.get(0).meta("api");
    delegates.get(1).meta("db");
    var updates = List.of(cluster.node(0).updateNode(), cluster.node(1).updateNode());
    cluster.run(ofMillis(250));
    metadata(cluster, "api", "db");
    cluster.run(ofSeconds(5));
    assertThat(updates).allMatch(update -> update.done());
  }

  private static void metadata(SimCluster cluster, String first, String second) {
    for (var node : cluster.nodes()) {
      assertThat(node.state().info("n0000000").meta()).asString().isEqualTo(first);
      assertThat(node.state().info("n0000001").meta()).asString().isEqualTo(second);
    }
  }
}
