package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.MockNetwork;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** State exchanges (§8.4) with a peer that speaks bytes. */
class PushPullStreamTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  private final StreamCodec codec =
      new StreamCodec(
          () -> new CodecSettings("", false, null, true, true, true, 1),
          nonce -> {},
          frameSize -> {});

  @Test
  void pp_01_theAnswerIsComposedBeforeTheRequestIsMerged() throws IOException {
    var a = nodes.start("a");
    var request = codec.encodePushPull(false, records(3), null);

    var answer = Peer.request(a.localNode().address(), request);

    var state = codec.readAnswer(new ByteArrayInputStream(answer)).readPushPull();
    assertThat(state.nodes())
        .singleElement()
        .satisfies(
            own -> {
              assertThat(own.name()).isEqualTo("a");
              assertThat(own.address().ip()).containsExactly(127, 0, 0, 1);
              assertThat(own.address().port()).isEqualTo(a.localNode().port());
              assertThat(own.incarnation()).isEqualTo(1);
              assertThat(own.state()).isZero();
            });
    Nodes.members(a, 4);
  }

  private static List<PushNodeState> records(int count) {
    byte[] versions = {1, 5, 2, 0, 0, 0};
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new PushNodeState(
                    "Test " + i,
                    new NodeAddress(new byte[] {127, 0, 0, 1}, 7946 + i),
                    null,
                    1,
                    0,
                    versions))
        .toList();
  }

  @Test
  void join_09_trn_01_nothingButTheTransportTouchesTheNetwork() {
    var network = new MockNetwork();
    var a = nodes.start("a", c -> c.transportFactory(network.factory()));
    var b = nodes.start("b", c -> c.transportFactory(network.factory()));

    var result = b.join(List.of(Nodes.seed(a)));

    assertThat(result.reached()).isEqualTo(1);
    assertThat(b.numMembers()).isEqualTo(2);
    Nodes.members(a, 2);
    assertThat(a.ping("b", b.localNode().address())).isPositive();
    assertThat(a.statistics().get(Metric.TCP_ACCEPT)).isEqualTo(1);
    assertThat(Nodes.threads("a")).noneMatch(name -> name.contains("-accept-"));
  }
}
