package io.memberlist.test.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberlist.metrics.Statistics;
import io.memberlist.transport.Address;
import io.memberlist.transport.StreamConnection;
import io.memberlist.transport.Transport;
import io.memberlist.transport.TransportFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A transport under test, and what came to it. */
final class Peer {

  /** A packet that was received. */
  record Packet(byte[] bytes, InetSocketAddress from, long receivedNanos) {
    String text() {
      return new String(bytes, UTF_8);
    }
  }

  private final String name;
  private final Transport transport;
  private final Duration patience;
  private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
  private final BlockingQueue<StreamConnection> streams = new LinkedBlockingQueue<>();
  private volatile boolean throwing;

  private Peer(String name, Transport transport, Duration patience) {
    this.name = name;
    this.transport = transport;
    this.patience = patience;
  }

  static Peer open(String name, TransportFactory factory, String bindAddr, Duration patience) {
    var context = new TransportFactory.Context(name, bindAddr, 0, new Statistics());
    return new Peer(name, factory.create(context), patience);
  }

  void start() {
    transport.start(this::take, streams::add);
  }

  private void take(byte[] buffer, int offset, int length, InetSocketAddress from, long nanos) {
    packets.add(new Packet(Arrays.copyOfRange(buffer, offset, offset + length), from, nanos));
    if (throwing) {
      throw new IllegalStateException("a packet listener that fails on purpose");
    }
  }

  Transport transport() {
    return transport;
  }

  /** Where others reach it. */
  Address address() throws IOException {
    var announced = transport.finalAdvertiseAddress(null, 0);
    return new Address(
        new InetSocketAddress(InetAddress.getByAddress(announced.ip()), announced.port()), name);
  }

  void throwForPackets() {
    throwing = true;
  }

  void send(String text, Peer to) throws IOException {
    var bytes = text.getBytes(UTF_8);
    transport.writeTo(bytes, 0, bytes.length, to.address());
  }

  void sendTo(String text, InetSocketAddress to) throws IOException {
    var bytes = text.getBytes(UTF_8);
    transport.writeTo(bytes, 0, bytes.length, new Address(to, null));
  }

  StreamConnection dial(Peer to) throws IOException {
    return transport.dial(to.address(), patience);
  }

  int packetsWaiting() {
    return packets.size();
  }

  Packet nextPacket() throws InterruptedException {
    return next(packets, "packet");
  }

  StreamConnection nextStream() throws InterruptedException {
    return next(streams, "stream");
  }

  private <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
    var next = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      throw new AssertionError("no " + what + " came to " + name + " within " + patience);
    }
    return next;
  }
}
