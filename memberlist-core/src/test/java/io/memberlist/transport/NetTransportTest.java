package io.memberlist.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.memberlist.NoAdvertiseAddressException;
import io.memberlist.TransportBindException;
import io.memberlist.internal.net.IpAddress;
import io.memberlist.internal.net.MachineAddress;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class NetTransportTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<Transport> opened = new ArrayList<>();
  private final Statistics statistics = new Statistics();
  private final BlockingQueue<byte[]> packets = new LinkedBlockingQueue<>();
  private final BlockingQueue<InetSocketAddress> senders = new LinkedBlockingQueue<>();
  private final BlockingQueue<StreamConnection> streams = new LinkedBlockingQueue<>();

  @AfterEach
  void shutDown() {
    opened.forEach(Transport::shutdown);
  }

  @Test
  void trn_08_packetsAndStreamsShareAPort() throws Exception {
    var transport = started("127.0.0.1");

    var to = loopback(transport.boundPort());
    transport.writeTo(bytes("hello"), 0, 5, to);
    try (var stream = transport.dial(to, LIMIT)) {
      assertThat(packets.poll(60, TimeUnit.SECONDS)).isEqualTo(bytes("hello"));
      assertThat(streams.poll(60, TimeUnit.SECONDS)).isNotNull();
      assertThat(stream.remoteAddress()).isEqualTo(to.socketAddress());
    }
  }

  @Test
  void cfg_16_anyFreePortIsTriedTenTimes() {
    var sockets = new RefusingSockets();

    assertThatThrownBy(() -> BoundSockets.bind(List.of("127.0.0.1"), 0, sockets))
        .isInstanceOf(TransportBindException.class);

    assertThat(sockets.refused).isEqualTo(10);
    assertThat(sockets.listening).hasSize(10).allMatch(ServerSocket::isClosed);
  }

  @Test
  void cfg_16_aGivenPortIsTriedOnce() throws Exception {
    var sockets = new RefusingSockets();
    int port = freePort();

    assertThatThrownBy(() -> BoundSockets.bind(List.of("127.0.0.1"), port, sockets))
        .isInstanceOfSatisfying(
            TransportBindException.class,
            e -> {
              assertThat(e.protocol()).isEqualTo("UDP");
              assertThat(e.address()).isEqualTo("127.0.0.1");
              assertThat(e.port()).isEqualTo(port);
            });

    assertThat(sockets.refused).isEqualTo(1);
    assertThat(sockets.listening).hasSize(1).allMatch(ServerSocket::isClosed);
  }

  @Test
  void portInUseIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> bound("127.0.0.1", taken.getLocalPort()))
          .isInstanceOfSatisfying(
              TransportBindException.class, e -> assertThat(e.portInUse()).isTrue())
          .hasMessageContaining(
              "TCP port " + taken.getLocalPort() + " on 127.0.0.1 is already in use");
    }
  }

  @Test
  void packetPortInUseIsNamed() throws Exception {
    try (var taken = packetSocketBesideAFreeStreamPort()) {
      assertThatThrownBy(() -> bound("127.0.0.1", taken.getLocalPort()))
          .isInstanceOf(TransportBindException.class)
          .hasMessageContaining(
              "UDP port " + taken.getLocalPort() + " on 127.0.0.1 is already in use");
    }
  }

  /** The stream port is bound first, and another test may have it. */
  private static DatagramSocket packetSocketBesideAFreeStreamPort() throws IOException {
    while (true) {
      var loopback = InetAddress.getByName("127.0.0.1");
      var packets = new DatagramSocket(0, loopback);
      try {
        new ServerSocket(packets.getLocalPort(), 1, loopback).close();
        return packets;
      } catch (BindException e) {
        packets.close();
      }
    }
  }

  @Test
  void addressOfAnotherMachineIsRefused() {
    assertThatThrownBy(() -> bound("192.0.2.1", 0))
        .isInstanceOfSatisfying(
            TransportBindException.class, e -> assertThat(e.portInUse()).isFalse())
        .hasMessageContaining("192.0.2.1")
        .hasMessageContaining("bindAddr");
  }

  @Test
  void namesAreNoBindAddresses() {
    assertThatThrownBy(() -> bound("localhost", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"localhost\"");
    assertThatThrownBy(() -> NetTransport.bind("a", List.of(), 0, statistics))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void severalAddressesShareAPortAndTheFirstSends() throws Exception {
    var transport = started("127.0.0.1", "127.0.0.2");

    transport.writeTo(bytes("to the second"), 0, 13, address("127.0.0.2", transport.boundPort()));

    assertThat(packets.poll(60, TimeUnit.SECONDS)).isEqualTo(bytes("to the second"));
    assertThat(senders.poll(60, TimeUnit.SECONDS))
        .isEqualTo(new InetSocketAddress("127.0.0.1", transport.boundPort()));
    transport.dial(address("127.0.0.2", transport.boundPort()), LIMIT).close();
    assertThat(streams.poll(60, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void emptyPacketsAreSkippedAndOthersCounted() throws Exception {
    var transport = started("127.0.0.1");

    transport.writeTo(new byte[0], 0, 0, loopback(transport.boundPort()));
    transport.writeTo(bytes("-x-"), 1, 1, loopback(transport.boundPort()));

    assertThat(packets.poll(60, TimeUnit.SECONDS)).isEqualTo(bytes("x"));
    assertThat(statistics.get(Metric.UDP_RECEIVED)).isEqualTo(1);
    assertThat(statistics.get(Metric.PACKETS_DROPPED_DECODE)).isEqualTo(1);
  }

  @Test
  void largestPacketArrivesWhole() throws Exception {
    var transport = started("127.0.0.1");

    transport.writeTo(new byte[65_507], 0, 65_507, loopback(transport.boundPort()));

    assertThat(packets.poll(60, TimeUnit.SECONDS)).hasSize(65_507);
    assertThatThrownBy(
            () -> transport.writeTo(new byte[65_508], 0, 65_508, loopback(transport.boundPort())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void failingListenerDoesNotEndTheReader() throws Exception {
    var transport = bound("127.0.0.1", 0);
    var later = new ArrayBlockingQueue<Integer>(1);
    transport.start(
        (buffer, offset, length, from, nanos) -> {
          if (length == 1) {
            throw new IllegalStateException("on purpose");
          }
          later.add(length);
        },
        streams::add);

    transport.writeTo(bytes("x"), 0, 1, loopback(transport.boundPort()));
    transport.writeTo(bytes("xy"), 0, 2, loopback(transport.boundPort()));

    assertThat(later.poll(60, TimeUnit.SECONDS)).isEqualTo(2);
  }

  @Test
  void failingStreamListenerClosesTheStream() throws Exception {
    var transport = bound("127.0.0.1", 0);
    transport.start(
        (buffer, offset, length, from, nanos) -> {},
        stream -> {
          throw new IllegalStateException("on purpose");
        });

    try (var stream = transport.dial(loopback(transport.boundPort()), LIMIT)) {
      assertThat(stream.input().read()).isEqualTo(-1);
    }
  }

  @Test
  void interruptedThreadMaySendAndTheSocketSurvives() throws Exception {
    var transport = started("127.0.0.1");

    Thread.currentThread().interrupt();
    transport.writeTo(bytes("a"), 0, 1, loopback(transport.boundPort()));
    assertThat(Thread.interrupted()).isTrue();
    transport.writeTo(bytes("b"), 0, 1, loopback(transport.boundPort()));

    assertThat(packets.poll(60, TimeUnit.SECONDS)).isEqualTo(bytes("a"));
    assertThat(packets.poll(60, TimeUnit.SECONDS)).isEqualTo(bytes("b"));
  }

  @Test
  void wildcardReceivesBothFamilies() throws Exception {
    var transport = started("0.0.0.0");

    transport.writeTo(bytes("4"), 0, 1, loopback(transport.boundPort()));
    assertThat(packets.poll(60, TimeUnit.SECONDS)).isEqualTo(bytes("4"));
    assertThat(senders.poll(60, TimeUnit.SECONDS).getAddress().getAddress()).hasSize(4);
    transport.dial(loopback(transport.boundPort()), LIMIT).close();
    assertThat(streams.poll(60, TimeUnit.SECONDS).remoteAddress().getAddress().getAddress())
        .hasSize(4);
  }

  @Test
  void streamCarriesBytesBothWays() throws Exception {
    var transport = started("127.0.0.1");
    try (var client = transport.dial(loopback(transport.boundPort()), LIMIT)) {
      var server = streams.poll(60, TimeUnit.SECONDS);

      client.output().write(bytes("question"));
      assertThat(server.input().readNBytes(8)).isEqualTo(bytes("question"));
      server.output().write('!');
      assertThat(client.input().read()).isEqualTo('!');
      server.close();
      assertThat(client.input().read()).isEqualTo(-1);
    }
  }

  @Test
  void deadlineEndsReadsAndRefusesWrites() throws Exception {
    var transport = started("127.0.0.1");
    try (var client = transport.dial(loopback(transport.boundPort()), LIMIT)) {
      client.deadline(System.nanoTime() + 20_000_000);

      assertThatThrownBy(() -> client.input().read()).isInstanceOf(SocketTimeoutException.class);
      client.deadline(System.nanoTime() - 1);
      assertThatThrownBy(() -> client.output().write(1)).isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> client.input().read(new byte[3]))
          .isInstanceOf(SocketTimeoutException.class);
      client.deadline(System.nanoTime() + LIMIT.toNanos());
      client.output().write(bytes("x"), 0, 1);
    }
  }

  @Test
  void dialReportsRefusalAndExpiry() throws Exception {
    var transport = started("127.0.0.1");
    int nobody = freePort();

    assertThatThrownBy(() -> transport.dial(loopback(nobody), LIMIT))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> transport.dial(loopback(nobody), Duration.ZERO))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void pp_04_whatTheNetworkRefusesIsAnIoException() throws Exception {
    var transport = started("127.0.0.1");
    int nobody = freePort();
    var ipv6 = address("2001:db8::1", 7946);

    assertThatThrownBy(() -> transport.writeTo(new byte[1], 0, 1, ipv6))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> transport.dial(loopback(nobody), LIMIT))
        .isInstanceOf(IOException.class);
    var client = transport.dial(loopback(transport.boundPort()), LIMIT);
    streams.poll(60, TimeUnit.SECONDS).close();
    client.close();
    assertThatThrownBy(() -> client.input().read()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> client.output().write(1)).isInstanceOf(IOException.class);
  }

  @Test
  void wildcardTakesIpv6WhereTheMachineHasIt() throws Exception {
    assumeThat(MachineAddress.all()).anyMatch(a -> Arrays.equals(a.ip(), ip("::1")));
    var transport = started("0.0.0.0");
    var to = address("::1", transport.boundPort());

    transport.writeTo(bytes("6"), 0, 1, to);
    transport.dial(to, LIMIT).close();

    assertThat(packets.poll(60, TimeUnit.SECONDS)).isEqualTo(bytes("6"));
    assertThat(senders.poll(60, TimeUnit.SECONDS).getAddress().getAddress()).hasSize(16);
    assertThat(streams.poll(60, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void namesAreNeverLookedUp() {
    var transport = bound("127.0.0.1", 0);
    var unresolved = new Address(InetSocketAddress.createUnresolved("localhost", 1), null);

    assertThatThrownBy(() -> transport.writeTo(new byte[1], 0, 1, unresolved))
        .isInstanceOf(UnknownHostException.class);
    assertThatThrownBy(() -> transport.dial(unresolved, LIMIT))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void impossiblePortIsAnIoFailure() {
    var transport = bound("127.0.0.1", 0);

    assertThatThrownBy(() -> transport.writeTo(new byte[1], 0, 1, loopback(0)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> transport.dial(loopback(0), LIMIT)).isInstanceOf(IOException.class);
  }

  @Test
  void threadsAreNamedDaemonsAndEndWithTheTransport() {
    var transport = started("127.0.0.1");
    var running = threads();

    transport.shutdown();
    transport.shutdown();

    assertThat(running)
        .extracting(Thread::getName)
        .containsExactlyInAnyOrder("memberlist-t-udp-0", "memberlist-t-accept-0");
    assertThat(running).allMatch(Thread::isDaemon).noneMatch(Thread::isAlive);
  }

  @Test
  void shutdownClosesStreamsAndFreesThePort() throws Exception {
    var transport = started("127.0.0.1");
    int port = transport.boundPort();
    var client = transport.dial(loopback(port), LIMIT);
    var server = streams.poll(60, TimeUnit.SECONDS);

    transport.shutdown();

    assertThatThrownBy(() -> client.output().write(1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> server.input().read()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> transport.writeTo(new byte[1], 0, 1, loopback(port)))
        .isInstanceOf(IOException.class);
    assertThat(bound("127.0.0.1", port).boundPort()).isEqualTo(port);
  }

  @Test
  void startsOnce() {
    var transport = started("127.0.0.1");

    assertThatThrownBy(() -> transport.start((b, o, l, f, n) -> {}, s -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shutdownFromItsOwnThreadDoesNotWaitForItself() throws Exception {
    var transport = bound("127.0.0.1", 0);
    var done = new ArrayBlockingQueue<Boolean>(1);
    transport.start(
        (buffer, offset, length, from, nanos) -> {
          transport.shutdown();
          done.add(true);
        },
        streams::add);

    transport.writeTo(bytes("x"), 0, 1, loopback(transport.boundPort()));

    assertThat(done.poll(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void advertisesWhatIsConfigured() {
    var transport = bound("127.0.0.1", 0);

    assertThat(transport.finalAdvertiseAddress("10.1.2.3", 80))
        .isEqualTo(new AdvertisedAddress(ip("10.1.2.3"), 80, "configured"));
    assertThat(transport.finalAdvertiseAddress("2001:db8::1", 0))
        .isEqualTo(new AdvertisedAddress(ip("2001:db8::1"), transport.boundPort(), "configured"));
    assertThatThrownBy(() -> transport.finalAdvertiseAddress("example.org", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("example.org");
  }

  @Test
  void advertisesTheBindAddressWithAConfiguredPort_D31() {
    var transport = bound("127.0.0.1", 0);

    assertThat(transport.finalAdvertiseAddress(null, 0))
        .isEqualTo(new AdvertisedAddress(ip("127.0.0.1"), transport.boundPort(), "bind address"));
    assertThat(transport.finalAdvertiseAddress(null, 9000))
        .isEqualTo(new AdvertisedAddress(ip("127.0.0.1"), 9000, "bind address"));
  }

  @Test
  void advertisesAPrivateAddressIfBoundToAll() {
    var transport = boundToAll(List.of(new MachineAddress(ip("10.0.0.7"), 8, "eth0", true, true)));

    assertThat(transport.finalAdvertiseAddress(null, 0))
        .isEqualTo(
            new AdvertisedAddress(
                ip("10.0.0.7"), transport.boundPort(), "private address of eth0"));
  }

  @Test
  void noAddressAtAllIsReportedWithTheReasons() {
    var transport =
        boundToAll(List.of(new MachineAddress(ip("10.0.0.7"), 8, "eth0", false, false)));

    assertThatThrownBy(() -> transport.finalAdvertiseAddress(null, 0))
        .isInstanceOfSatisfying(
            NoAdvertiseAddressException.class,
            e -> assertThat(e.candidates()).containsExactly("10.0.0.7 of eth0 (interface is down)"))
        .hasMessageContaining("advertiseAddr");
  }

  private NetTransport boundToAll(List<MachineAddress> machine) {
    var sockets = BoundSockets.bind(List.of("0.0.0.0"), 0, new Sockets());
    var transport = new NetTransport("t", List.of("0.0.0.0"), statistics, sockets, () -> machine);
    opened.add(transport);
    return transport;
  }

  private NetTransport bound(String address, int port) {
    var transport = NetTransport.bind("t", List.of(address), port, statistics);
    opened.add(transport);
    return transport;
  }

  private NetTransport started(String... addresses) {
    var transport = NetTransport.bind("t", Arrays.asList(addresses), 0, statistics);
    opened.add(transport);
    transport.start(
        (buffer, offset, length, from, nanos) -> {
          packets.add(Arrays.copyOfRange(buffer, offset, offset + length));
          senders.add(from);
        },
        streams::add);
    return transport;
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("memberlist-t-"))
        .toList();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static Address loopback(int port) {
    return address("127.0.0.1", port);
  }

  private static Address address(String host, int port) {
    return new Address(new InetSocketAddress(host, port), null);
  }

  private static byte[] ip(String text) {
    return IpAddress.parse(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Streams bind, packets never do. */
  private static final class RefusingSockets extends Sockets {
    private final List<ServerSocket> listening = new ArrayList<>();
    private int refused;

    @Override
    ServerSocket listen(InetAddress address, int port) throws IOException {
      var socket = super.listen(address, port);
      listening.add(socket);
      return socket;
    }

    @Override
    DatagramSocket packets(InetAddress address, int port) throws IOException {
      refused++;
      throw new BindException("Address already in use");
    }
  }
}
