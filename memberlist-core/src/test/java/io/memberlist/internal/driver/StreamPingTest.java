package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.core.ExchangeResult;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.metrics.Statistics;
import io.memberlist.transport.Address;
import io.memberlist.transport.NetTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stream pings (§8.6), both sides. */
class StreamPingTest {

  private static final Ping PING =
      new Ping(23, "mongo", new NodeAddress(new byte[] {127, 0, 0, 1}, 7946), "me");

  @RegisterExtension final Nodes nodes = new Nodes();

  private final Clock clock = Clock.system();
  private final StreamCodec codec =
      new StreamCodec(
          () -> new CodecSettings("", false, null, true, true, false, 1),
          nonce -> {},
          frameSize -> {});
  private final Deadlines deadlines = new Deadlines("client", clock);
  private final Streams streams = new Streams("client", null, deadlines, clock);
  private final NetTransport transport =
      NetTransport.bind("client", List.of("127.0.0.1"), 0, new Statistics());
  private StreamClient client;

  @BeforeEach
  void open() {
    var config = Nodes.config("client").build();
    var measurements = new Measurements(new Statistics(), null, new ObserverSlot());
    var loop = new CoreLoop(new Inbox(1, 1), new Aftermath(), clock, new Logs(clock));
    var sync = new StateSync(loop, codec, config, clock, measurements);
    client =
        new StreamClient(transport, config.tcpTimeout(), codec, streams, sync, clock, measurements);
  }

  @AfterEach
  void close() {
    streams.close(Duration.ofSeconds(10));
    transport.shutdown();
    deadlines.close();
  }

  /** Pings a peer that answers so, and returns what the peer was asked. */
  private Ping pings(Function<Ping, byte[]> answer) throws Exception {
    try (var peer = new Peer()) {
      var asked = Nodes.inBackground(() -> serve(peer, answer));
      client.ping(new Address(peer.address(), "mongo"), PING, deadline());
      return asked.get(60, TimeUnit.SECONDS);
    }
  }

  private Ping serve(Peer peer, Function<Ping, byte[]> answer) {
    try (var stream = peer.streams.accept()) {
      var ping = codec.accept(stream.getInputStream()).readPing();
      stream.getOutputStream().write(answer.apply(ping));
      return ping;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private long deadline() {
    return clock.nanos() + TimeUnit.SECONDS.toNanos(60);
  }

  @Test
  void ack_11_aPeerThatAnswersIsReached() throws Exception {
    var asked = pings(ping -> codec.encodeAck(new Ack(ping.seqNo(), null)));

    assertThat(asked.seqNo()).isEqualTo(23);
    assertThat(asked.node()).isEqualTo("mongo");
    assertThat(asked.source()).isEqualTo(PING.source());
    assertThat(asked.sourceNode()).isEqualTo("me");
  }

  @Test
  void ack_12_anotherSequenceNumberIsNoAnswer() {
    assertThatThrownBy(() -> pings(ping -> codec.encodeAck(new Ack(ping.seqNo() + 1, null))))
        .isInstanceOfSatisfying(
            ExchangeFailure.class,
            e -> {
              assertThat(e.result()).isEqualTo(ExchangeResult.FAILURE);
              assertThat(e.typed()).hasMessageContaining("sequence number 24 instead of 23");
            });
  }

  @Test
  void ack_13_anotherMessageIsNoAnswer() {
    assertThatThrownBy(() -> pings(ping -> new byte[] {1, (byte) 0x80}))
        .isInstanceOfSatisfying(
            ExchangeFailure.class,
            e -> assertThat(e.typed()).hasMessageContaining("unexpected message type 1"));
  }

  @Test
  void ack_14_whereNobodyListensTheConnectionIsRefused() throws Exception {
    Address nobody;
    try (var peer = new Peer()) {
      nobody = new Address(peer.address(), "mongo");
    }

    assertThatThrownBy(() -> client.ping(nobody, PING, deadline()))
        .isInstanceOfSatisfying(
            ExchangeFailure.class, e -> assertThat(e.result()).isEqualTo(ExchangeResult.REFUSED));
  }

  @Test
  void whoIsPingedByStreamAnswersOnlyForItself() throws Exception {
    var a = nodes.start("a");

    var answer = Peer.request(a.localNode().address(), codec.encodePing(pingOf("a")));
    var anybody = Peer.request(a.localNode().address(), codec.encodePing(pingOf("")));
    var other = Peer.request(a.localNode().address(), codec.encodePing(pingOf("b")));

    assertThat(ack(answer)).isEqualTo(23);
    assertThat(ack(anybody)).isEqualTo(23);
    assertThat(other).isEmpty();
  }

  private static Ping pingOf(String name) {
    return new Ping(23, name, PING.source(), "me");
  }

  private int ack(byte[] answer) throws IOException {
    return codec.readAnswer(new ByteArrayInputStream(answer)).readAck().seqNo();
  }
}
