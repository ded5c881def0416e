package io.memberlist.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.internal.net.IpAddress;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class MockTransportTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final MockNetwork network = new MockNetwork();
  private final Statistics statistics = new Statistics();
  private final BlockingQueue<String> packetsOfB = new LinkedBlockingQueue<>();
  private final BlockingQueue<InetSocketAddress> senders = new LinkedBlockingQueue<>();
  private final BlockingQueue<StreamConnection> streamsOfB = new LinkedBlockingQueue<>();
  private MockTransport a;
  private MockTransport b;

  @BeforeEach
  void connectTwo() {
    a = network.connect("a", new Statistics());
    b = network.connect("b", statistics);
    a.start((buffer, offset, length, from, nanos) -> {}, stream -> {});
    b.start(
        (buffer, offset, length, from, nanos) -> {
          packetsOfB.add(new String(buffer, offset, length, UTF_8));
          senders.add(from);
        },
        streamsOfB::add);
  }

  @AfterEach
  void shutDown() {
    a.shutdown();
    b.shutdown();
  }

  @Test
  void addressesAreCounted() {
    assertThat(a.boundPort()).isEqualTo(1);
    assertThat(b.boundPort()).isEqualTo(2);
    assertThat(b.finalAdvertiseAddress("10.0.0.1", 80))
        .isEqualTo(
            new AdvertisedAddress(
                IpAddress.mapped(new byte[] {127, 0, 0, 1}), 2, "address in the mock network"));
  }

  @Test
  void packetsGoByNameElseByAddress() throws Exception {
    a.writeTo(bytes("-1-"), 1, 1, address(99, "b"));
    a.writeTo(bytes("2"), 0, 1, address(2, null));
    a.writeTo(bytes("3"), 0, 1, address(2, ""));

    assertThat(packetsOfB.take()).isEqualTo("1");
    assertThat(packetsOfB.take()).isEqualTo("2");
    assertThat(packetsOfB.take()).isEqualTo("3");
    assertThat(senders).containsOnly(new InetSocketAddress("127.0.0.1", 1));
    assertThat(statistics.get(Metric.UDP_RECEIVED)).isEqualTo(3);
  }

  @Test
  void unknownDestinationsHaveNoRoute() {
    assertThatThrownBy(() -> a.writeTo(new byte[1], 0, 1, address(2, "c")))
        .isInstanceOf(NoRouteToHostException.class)
        .hasMessageContaining("no route");
    assertThatThrownBy(() -> a.dial(address(3, null), LIMIT))
        .isInstanceOf(NoRouteToHostException.class);
    var elsewhere = new Address(new InetSocketAddress("10.0.0.1", 2), null);
    assertThatThrownBy(() -> a.dial(elsewhere, LIMIT)).isInstanceOf(NoRouteToHostException.class);
  }

  @Test
  void transportThatIsNotStartedLosesPacketsAndRefusesStreams() throws Exception {
    network.connect("c", statistics);

    a.writeTo(new byte[1], 0, 1, address(3, "c"));
    assertThatThrownBy(() -> a.dial(address(3, "c"), LIMIT)).isInstanceOf(ConnectException.class);
  }

  @Test
  void shutdownTakesItOffTheNetwork() throws Exception {
    var stream = a.dial(address(2, "b"), LIMIT);

    b.shutdown();
    b.shutdown();

    assertThat(stream.input().read()).isEqualTo(-1);
    assertThatThrownBy(() -> stream.output().write(1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> a.dial(address(2, null), LIMIT))
        .isInstanceOf(NoRouteToHostException.class);
    assertThatThrownBy(() -> a.dial(address(2, "b"), LIMIT))
        .isInstanceOf(NoRouteToHostException.class);
    assertThatThrownBy(() -> b.writeTo(new byte[1], 0, 1, address(1, null)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> b.start((x, o, l, f, n) -> {}, s -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void laterTransportTakesTheNameOver() throws Exception {
    var packets = new LinkedBlockingQueue<Integer>();
    var second = network.connect("b", statistics);
    second.start((buffer, offset, length, from, nanos) -> packets.add(length), s -> {});

    b.shutdown();
    a.writeTo(new byte[7], 0, 7, address(99, "b"));

    assertThat(packets.take()).isEqualTo(7);
    second.shutdown();
  }

  @Test
  void failingListenerDoesNotEndTheReader() throws Exception {
    var lengths = new LinkedBlockingQueue<Integer>();
    var c = network.connect("c", statistics);
    c.start(
        (buffer, offset, length, from, nanos) -> {
          lengths.add(length);
          throw new IllegalStateException("on purpose");
        },
        s -> {});

    a.writeTo(new byte[1], 0, 1, address(3, null));
    a.writeTo(new byte[2], 0, 2, address(3, null));

    assertThat(lengths.take()).isEqualTo(1);
    assertThat(lengths.take()).isEqualTo(2);
    c.shutdown();
  }

  @Test
  void streamCarriesMoreThanItsBufferBothWays() throws Exception {
    var sent = new byte[300_000];
    new Random(1).nextBytes(sent);
    try (var client = a.dial(address(2, "b"), LIMIT)) {
      var server = streamsOfB.take();
      var received = CompletableFuture.supplyAsync(() -> readAll(server));

      client.output().write(sent);
      server.output().write(7);
      assertThat(client.input().read()).isEqualTo(7);
      client.close();

      assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo(sent);
      assertThat(client.remoteAddress()).isEqualTo(new InetSocketAddress("127.0.0.1", 2));
      assertThat(server.remoteAddress()).isEqualTo(new InetSocketAddress("127.0.0.1", 1));
    }
  }

  @Test
  void deadlineEndsReadsAndWrites() throws Exception {
    try (var client = a.dial(address(2, "b"), LIMIT)) {
      client.deadline(System.nanoTime() + 20_000_000);
      assertThatThrownBy(() -> client.input().read()).isInstanceOf(SocketTimeoutException.class);

      client.deadline(System.nanoTime() + 20_000_000);
      assertThatThrownBy(() -> client.output().write(new byte[65_537]))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aReadOfNothingDoesNotWait() throws Exception {
    try (var client = a.dial(address(2, "b"), LIMIT)) {
      assertThat(client.input().read(new byte[1], 0, 0)).isZero();
    }
  }

  @Test
  void closingEndsABlockedRead() throws Exception {
    var client = a.dial(address(2, "b"), LIMIT);
    var outcome = CompletableFuture.supplyAsync(() -> readAll(client));

    client.close();

    assertThat(outcome.handle((bytes, failure) -> failure != null).get(60, TimeUnit.SECONDS))
        .isTrue();
  }

  @Test
  void interruptEndsABlockedRead() throws Exception {
    var client = a.dial(address(2, "b"), LIMIT);

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> client.input().read()).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void noTimeNoDial() {
    assertThatThrownBy(() -> a.dial(address(2, "b"), Duration.ZERO))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void factoryConnectsEachLife() {
    var context = new TransportFactory.Context("n", "0.0.0.0", 7946, statistics);

    assertThat(network.factory().create(context).boundPort()).isEqualTo(3);
    assertThat(network.factory().create(context).boundPort()).isEqualTo(4);
  }

  private static byte[] readAll(StreamConnection connection) {
    try {
      return connection.input().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Address address(int port, @Nullable String name) {
    return new Address(new InetSocketAddress("127.0.0.1", port), name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
