package io.memberlist.internal.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Memberlist;
import io.memberlist.NoPingResponseException;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PingTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void ack_09_anAnswerHasARoundTripTime() {
    var pair = nodes.pair(c -> c.probeInterval(Duration.ofSeconds(10)));

    Duration rtt = pair.get(0).ping("b", pair.get(1).localNode().address());

    assertThat(rtt).isPositive();
  }

  @Test
  void ack_10_aWrongNameIsNotAnswered() {
    var pair =
        nodes.pair(
            c -> c.probeInterval(Duration.ofSeconds(10)).probeTimeout(Duration.ofMillis(100)));

    assertThatThrownBy(() -> pair.get(0).ping("bad", pair.get(1).localNode().address()))
        .isInstanceOfSatisfying(
            NoPingResponseException.class, e -> assertThat(e.nodeName()).isEqualTo("bad"));
  }

  @Test
  void aNameIsRequiredIfNamesAre() {
    var pair = nodes.pair(c -> c.requireNodeNames(true));

    assertThatThrownBy(() -> pair.get(0).ping("", pair.get(1).localNode().address()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("requireNodeNames");
  }

  /** What a ping delegate was told. */
  private record Completed(Node node, Duration rtt, byte[] payload) {}

  @Test
  void pdel_01_thePingDelegateIsToldOfProbes() throws Exception {
    var told = new LinkedBlockingQueue<Completed>();
    PingDelegate delegate =
        new PingDelegate() {
          @Override
          public byte[] ackPayload() {
            return "whatever".getBytes(UTF_8);
          }

          @Override
          public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
            told.add(new Completed(node, rtt, payload));
          }
        };
    Memberlist a = nodes.start("a", c -> c.ping(delegate).probeInterval(Duration.ZERO));
    Memberlist b = nodes.start("b", c -> c.ping(delegate).probeInterval(Duration.ofMillis(100)));
    b.join(List.of(Nodes.seed(a)));

    var first = told.poll(60, TimeUnit.SECONDS);

    assertThat(first).isNotNull();
    assertThat(first.node().name()).isEqualTo("a");
    assertThat(first.node().address()).isEqualTo(a.localNode().address());
    assertThat(first.node().meta()).isEqualTo(a.localNode().meta());
    assertThat(first.node().versions()).isEqualTo(a.localNode().versions());
    assertThat(first.rtt()).isPositive();
    assertThat(first.payload()).asString().isEqualTo("whatever");
    Nodes.eventually(() -> b.details("a").orElseThrow().lastAck() != null);
    assertThat(b.node("a").orElseThrow().lastRtt()).isPositive();
  }
}
