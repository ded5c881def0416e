package io.memberlist.internal.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.TransportException;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MessagesTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void user_01_user_02_broadcastsAndStatesArrive() {
    var numbers = IntStream.range(0, 256).mapToObj(Integer::toString).toList();
    var first = new Recorder().state("something");
    var second = new Recorder().state("my state").broadcasts(numbers);
    var a = nodes.start("a", c -> c.delegate(first));
    var b = nodes.start("b", c -> c.delegate(second));

    b.join(List.of(Nodes.seed(a)));

    Nodes.eventually(() -> first.messages.size() == 256);
    assertThat(first.messages).containsExactlyInAnyOrderElementsOf(numbers);
    Nodes.eventually(() -> first.states.contains("my state join"));
    assertThat(second.states).containsExactly("something join");
  }

  @Test
  void user_03_toAnAddress() {
    var first = new Recorder();
    var second = new Recorder();
    var a = nodes.start("a", c -> c.delegate(first).requireNodeNames(true));
    var b = nodes.start("b", c -> c.delegate(second).requireNodeNames(true));
    b.join(List.of(Nodes.seed(a)));

    a.sendToAddress(new Address(b.localNode().address(), "b"), "ping".getBytes(UTF_8));
    b.sendToAddress(new Address(a.localNode().address(), "a"), "pong".getBytes(UTF_8));

    Nodes.eventually(() -> first.messages.size() + second.messages.size() == 2);
    assertThat(first.messages).containsExactly("pong");
    assertThat(second.messages).containsExactly("ping");
    assertThatThrownBy(
            () -> a.sendToAddress(new Address(b.localNode().address(), null), new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void user_04_allThreeWaysArrive() {
    var received = new Recorder();
    var a = nodes.start("a");
    var b = nodes.start("b", c -> c.delegate(received));
    Node to = b.localNode();

    a.sendToAddress(new Address(to.address(), null), "address".getBytes(UTF_8));
    a.sendBestEffort(to, "best effort".getBytes(UTF_8));
    a.sendReliable(to, "reliable".getBytes(UTF_8));

    Nodes.eventually(() -> received.messages.size() == 3);
    assertThat(received.messages).containsExactlyInAnyOrder("address", "best effort", "reliable");
    assertThat(a.statistics().get(Metric.MESSAGES_SENT_APPLICATION)).isEqualTo(3);
  }

  @Test
  void user_05_anEmptyMessageArrivesOverAPacketOnly() {
    var received = new Recorder();
    var a = nodes.start("a");
    var b = nodes.start("b", c -> c.delegate(received));

    a.sendReliable(b.localNode(), new byte[0]);
    a.sendBestEffort(b.localNode(), new byte[0]);
    a.sendReliable(b.localNode(), "last".getBytes(UTF_8));

    Nodes.eventually(() -> received.messages.contains("last") && received.messages.size() >= 2);
    assertThat(received.messages).containsExactlyInAnyOrder("", "last");
  }

  @Test
  void aLargeMessageArrivesWhole() {
    var received = new Recorder();
    var a = nodes.start("a");
    var b = nodes.start("b", c -> c.delegate(received));
    var large = "0123456789".repeat(500_000);

    a.sendReliable(b.localNode(), large.getBytes(UTF_8));

    Nodes.eventually(() -> received.messages.size() == 1);
    assertThat(received.messages.get(0)).isEqualTo(large);
  }

  @Test
  void d8_whatNobodyWouldAcceptIsRefusedHere() {
    var a = nodes.start("a");

    assertThatThrownBy(() -> a.sendReliable(a.localNode(), new byte[20 * 1024 * 1024 + 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20971520");
  }

  @Test
  void aDatagramThatIsTooLargeIsATransportFailure() {
    var a = nodes.start("a", c -> c.enableCompression(false));

    assertThatThrownBy(() -> a.sendBestEffort(a.localNode(), new byte[70_000]))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("70000 bytes");
  }

  @Test
  void aReliableMessageToNobodyIsATransportFailure() throws IOException {
    var a = nodes.start("a");
    InetSocketAddress closed;
    try (var peer = new Peer()) {
      closed = peer.address();
    }
    var nobody = node("nobody", closed, 5);

    assertThatThrownBy(() -> a.sendReliable(nobody, new byte[1]))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("connection refused");
  }

  @Test
  void d9_writingEndsWithTheTimeLimit() throws IOException {
    try (var silent = new Peer()) {
      silent.streams.setReceiveBufferSize(1024);
      var a = nodes.start("a", c -> c.tcpTimeout(Duration.ofMillis(200)).enableCompression(false));

      assertThatThrownBy(
              () -> a.sendReliable(node("silent", silent.address(), 5), new byte[16 * 1024 * 1024]))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("timed out after 200 ms");
    }
  }

  @Test
  void trn_03_trn_04_theChecksumIsSentToWhoIsKnownToUnderstandIt() throws IOException {
    try (var peer = new Peer()) {
      var a = nodes.start("a", c -> c.enableCompression(false).probeInterval(Duration.ZERO));
      var message = new byte[] {3, 3, 3};

      a.sendToAddress(new Address(peer.address(), null), message);
      assertThat(peer.receive()).containsExactly(8, 3, 3, 3);

      a.sendBestEffort(node("new", peer.address(), 5), message);
      assertThat(peer.receive()).hasSize(9).startsWith(0x0c).endsWith(8, 3, 3, 3);

      a.sendBestEffort(node("old", peer.address(), 4), message);
      assertThat(peer.receive()).containsExactly(8, 3, 3, 3);
    }
  }

  @Test
  void trn_05_aRecordNamedLikeTheAddressDecidesOnTheChecksum() throws IOException {
    try (var peer = new Peer()) {
      var a = nodes.start("a", c -> c.enableCompression(false).probeInterval(Duration.ZERO));
      var named = nodes.start("127.0.0.1");
      named.join(List.of(Nodes.seed(a)));
      Nodes.members(a, 2);

      a.sendToAddress(new Address(peer.address(), null), new byte[] {3, 3, 3});

      assertThat(peer.receive()).hasSize(9);
    }
  }

  @Test
  void anUnknownHostIsATransportFailure() {
    var a = nodes.start("a");
    var nowhere = InetSocketAddress.createUnresolved("does-not-exist.invalid", 7946);

    assertThatThrownBy(() -> a.sendToAddress(new Address(nowhere, null), new byte[1]))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("does-not-exist.invalid");
  }

  @Test
  void sendingWithoutRunningIsRefused() {
    var node = Memberlist.of(Nodes.config("a").build());
    var to = node("b", new InetSocketAddress("127.0.0.1", 1), 5);

    assertThatThrownBy(() -> node.sendBestEffort(to, new byte[1]))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> node.sendReliable(to, new byte[1]))
        .isInstanceOf(IllegalStateException.class);
  }

  static Node node(String name, InetSocketAddress address, int maxVersion) {
    return new Node(
        name,
        address.getAddress().getAddress(),
        address.getPort(),
        new byte[0],
        NodeState.ALIVE,
        1,
        Instant.EPOCH,
        new Node.Versions(1, maxVersion, 2, 0, 0, 0),
        null);
  }
}
