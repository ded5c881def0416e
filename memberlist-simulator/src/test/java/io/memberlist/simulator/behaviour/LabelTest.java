package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.wire.MessageWriter;
import io.memberlist.internal.wire.Ping;
import io.memberlist.simulator.RawPeer;
import io.memberlist.simulator.SimCluster;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void lab_15_to_18_nodesWithOneLabelJoinOthersDoNot(int keyLength) {
    var cluster =
        SimCluster.of(15)
            .nodes(4)
            .config(
                (number, c) ->
                    c.label(number < 2 ? "blah" : number == 2 ? "" : "not-blah")
                        .secretKey(new byte[keyLength]))
            .started();
    for (int i = 1; i < 4; i++) {
      var join = cluster.node(i).join(cluster.node(0));
      cluster.run(ofSeconds(1));
      assertThat(join.result().reached()).isEqualTo(i == 1 ? 1 : 0);
      assertThat(join.result().failures()).hasSize(i == 1 ? 0 : 1);
    }

    assertThat(cluster.nodes())
        .extracting(node -> node.state().members())
        .containsExactly(2, 2, 1, 1);
    assertThat(cluster.node(0).view().estimatedNodes()).isEqualTo(2);
    assertThat(cluster.node(1).view().estimatedNodes()).isEqualTo(2);
  }

  @Test
  void lab_19_aStreamThatEndsBeforeItsFirstByteHasNoEffect() {
    var cluster = SimCluster.of(19).nodes(2).config(c -> c.label("blah")).joined();
    var peer = new RawPeer(cluster);

    var exchange = peer.request(cluster.node(0), new byte[0]);

    assertThat(exchange.answer).isEmpty();
    assertThat(cluster.node(0).refused()).isZero();
    assertThat(cluster.converged()).isTrue();
  }

  @Test
  void lab_21_whoSkipsTheCheckTakesWhatHasNoHeaderRefusesWhatHasAndSendsIt() {
    var cluster =
        SimCluster.of(21)
            .nodes(1)
            .config(c -> c.label("blah").skipInboundLabelCheck(true))
            .started();
    var node = cluster.node(0);
    var peer = new RawPeer(cluster);
    var ping = new MessageWriter().encode(new Ping(42, node.name(), peer.address(), "peer"));
    var labelled = labelled(ping);

    peer.send(node, labelled);
    cluster.run(ofSeconds(1));
    assertThat(peer.packets).isEmpty();
    assertThat(peer.request(node, labelled).answer).isEmpty();

    peer.send(node, ping);
    cluster.run(ofSeconds(1));
    assertThat(peer.packets)
        .singleElement()
        .satisfies(answer -> assertThat(answer).startsWith(labelled(new byte[0])));
    assertThat(peer.request(node, ping).answer).startsWith((byte) 2);
  }

  private static byte[] labelled(byte[] message) {
    var bytes = new byte[6 + message.length];
    bytes[0] = (byte) 0xf4;
    bytes[1] = 4;
    System.arraycopy("blah".getBytes(StandardCharsets.US_ASCII), 0, bytes, 2, 4);
    System.arraycopy(message, 0, bytes, 6, message.length);
    return bytes;
  }
}
