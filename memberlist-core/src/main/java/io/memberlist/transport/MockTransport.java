package io.memberlist.transport;

import io.memberlist.internal.net.IpAddress;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transport on a {@link MockNetwork}. Packets arrive in order and are lost only if 1024 of them
 * wait already; streams are pipes in memory.
 */
public final class MockTransport implements Transport {

  static final InetAddress HOST = IpAddress.inetAddress(new byte[] {127, 0, 0, 1});

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.transport");
  private static final int WAITING_PACKETS = 1024;
  private static final Packet END = new Packet(new byte[0], new InetSocketAddress(HOST, 0));

  private record Packet(byte[] bytes, InetSocketAddress from) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private final MockNetwork network;
  private final String name;
  private final int port;
  private final Statistics statistics;
  private final BlockingQueue<Packet> arrived = new ArrayBlockingQueue<>(WAITING_PACKETS);
  private final Set<PipeConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile @Nullable StreamListener streamListener;
  private volatile @Nullable Thread reader;
  private volatile boolean stopped;

  MockTransport(MockNetwork network, String name, int port, Statistics statistics) {
    this.network = network;
    this.name = name;
    this.port = port;
    this.statistics = statistics;
  }

  /** Always the own one, in 16-byte form. */
  @Override
  public AdvertisedAddress finalAdvertiseAddress(@Nullable String ip, int configuredPort) {
    return new AdvertisedAddress(
        IpAddress.mapped(HOST.getAddress()), port, "address in the mock network");
  }

  @Override
  public int boundPort() {
    return port;
  }

  @Override
  public synchronized void start(PacketListener packets, StreamListener streams) {
    if (stopped || reader != null) {
      throw new IllegalStateException("a transport is started once");
    }
    var thread = new Thread(() -> read(packets), "memberlist-" + name + "-udp-0");
    thread.setDaemon(true);
    reader = thread;
    streamListener = streams;
    thread.start();
  }

  private void read(PacketListener packets) {
    try {
      for (var packet = arrived.take(); !packet.isEnd(); packet = arrived.take()) {
        handOver(packet, packets);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOver(Packet packet, PacketListener packets) {
    statistics.count(Metric.UDP_RECEIVED, packet.bytes.length);
    try {
      packets.onPacket(packet.bytes, 0, packet.bytes.length, packet.from, System.nanoTime());
    } catch (RuntimeException e) {
      log.error("Packet from {} could not be handled", packet.from, e);
    }
  }

  @Override
  public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
    requireRunning();
    var target = network.route(to);
    long sentNanos = System.nanoTime();
    if (length > 0 && target.reader != null) {
      var bytes = Arrays.copyOfRange(buffer, offset, offset + length);
      if (!target.arrived.offer(new Packet(bytes, address()))) {
        log.debug("Packet to {} was lost: too many are waiting", to);
      }
    }
    return sentNanos;
  }

  @Override
  public StreamConnection dial(Address to, Duration timeout) throws IOException {
    requireRunning();
    if (timeout.isNegative() || timeout.isZero()) {
      throw new SocketTimeoutException("no time left to connect to " + to);
    }
    var target = network.route(to);
    var listener = target.streamListener;
    if (listener == null) {
      throw new ConnectException("connection refused by " + to);
    }
    var there = new Pipe();
    var back = new Pipe();
    var local = keep(new PipeConnection(back, there, target.address(), connections::remove));
    listener.onStream(
        target.keep(new PipeConnection(there, back, address(), target.connections::remove)));
    return local;
  }

  private PipeConnection keep(PipeConnection connection) {
    connections.add(connection);
    if (stopped) {
      connection.close();
    }
    return connection;
  }

  private void requireRunning() throws SocketException {
    if (stopped) {
      throw new SocketException("the transport was shut down");
    }
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(HOST, port);
  }

  /** Takes the transport off the network. Packets that wait are lost. */
  @Override
  public void shutdown() {
    stopped = true;
    network.remove(this);
    streamListener = null;
    connections.forEach(PipeConnection::close);
    var thread = reader;
    if (thread != null && thread != Thread.currentThread()) {
      end(thread);
    } else if (thread != null) {
      askToEnd();
    }
  }

  private void askToEnd() {
    while (!arrived.offer(END)) {
      arrived.clear();
    }
  }

  private void end(Thread thread) {
    arrived.clear();
    askToEnd();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
