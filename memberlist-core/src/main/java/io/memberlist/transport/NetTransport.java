package io.memberlist.transport;

import static java.util.Objects.requireNonNull;

import io.memberlist.NoAdvertiseAddressException;
import io.memberlist.internal.net.AddressChoice;
import io.memberlist.internal.net.IpAddress;
import io.memberlist.internal.net.MachineAddress;
import io.memberlist.metrics.Statistics;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packets over UDP, streams over TCP (§16.1 to §16.6). Plain sockets, since a channel is closed for
 * good when a thread that is interrupted sends through it.
 */
public final class NetTransport implements Transport {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.transport");
  private static final long THREAD_END_SECONDS = 5;

  private final String nodeName;
  private final List<String> bindAddrs;
  private final Statistics statistics;
  private final BoundSockets sockets;
  private final Supplier<List<MachineAddress>> machineAddresses;
  private final Set<SocketConnection> connections = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  NetTransport(
      String nodeName,
      List<String> bindAddrs,
      Statistics statistics,
      BoundSockets sockets,
      Supplier<List<MachineAddress>> machineAddresses) {
    this.nodeName = nodeName;
    this.bindAddrs = List.copyOf(bindAddrs);
    this.statistics = statistics;
    this.sockets = sockets;
    this.machineAddresses = machineAddresses;
  }

  /** Makes transports that are bound as the configuration says. */
  public static TransportFactory factory() {
    return context ->
        bind(
            context.nodeName(),
            List.of(context.bindAddr()),
            context.bindPort(),
            context.statistics());
  }

  /**
   * Binds one socket for packets and one for streams on each address.
   *
   * @param nodeName for thread names
   * @param bindAddrs IP literals, at least one; packets leave from the first
   * @param port 0 for a free one, the same for all
   * @param statistics where received bytes are counted
   * @throws io.memberlist.TransportBindException if a socket cannot be bound; none stays bound then
   */
  public static NetTransport bind(
      String nodeName, List<String> bindAddrs, int port, Statistics statistics) {
    var sockets = BoundSockets.bind(bindAddrs, port, new Sockets());
    return new NetTransport(nodeName, bindAddrs, statistics, sockets, MachineAddress::all);
  }

  @Override
  public int boundPort() {
    return sockets.port();
  }

  @Override
  public AdvertisedAddress finalAdvertiseAddress(@Nullable String ip, int port) {
    int announced = port == 0 ? boundPort() : port;
    if (ip != null) {
      var literal = IpAddress.parse(ip);
      if (literal == null) {
        throw new IllegalArgumentException("advertiseAddr \"" + ip + "\" is not an IP address");
      }
      return new AdvertisedAddress(literal, announced, "configured");
    }
    var bound = requireNonNull(IpAddress.parse(bindAddrs.get(0)));
    return IpAddress.isUnspecified(bound)
        ? addressOfMachine(announced)
        : new AdvertisedAddress(bound, announced, "bind address");
  }

  private AdvertisedAddress addressOfMachine(int port) {
    var candidates = machineAddresses.get();
    var choice =
        AddressChoice.of(candidates)
            .orElseThrow(
                () -> new NoAdvertiseAddressException(AddressChoice.rejections(candidates)));
    if (choice.fallback()) {
      log.warn(
          "Announcing {}, {}; set advertiseAddr if other members cannot reach it",
          IpAddress.text(choice.address().ip()),
          choice.reason());
    }
    return new AdvertisedAddress(choice.address().ip(), port, choice.reason());
  }

  @Override
  public synchronized void start(PacketListener packets, StreamListener streams) {
    if (isStopped() || !threads.isEmpty()) {
      throw new IllegalStateException("a transport is started once");
    }
    for (int i = 0; i < bindAddrs.size(); i++) {
      var listening = sockets.streams.get(i);
      var reader =
          new PacketReader(sockets.packets.get(i), packets, statistics, backOff(), this::isStopped);
      var acceptor =
          new StreamAcceptor(() -> opened(listening.accept()), streams, backOff(), this::isStopped);
      threads.add(thread(reader, "udp-" + i));
      threads.add(thread(acceptor, "accept-" + i));
    }
    threads.forEach(Thread::start);
  }

  private BackOff backOff() {
    return new BackOff(BackOff.until(stopped));
  }

  private Thread thread(Runnable loop, String role) {
    var thread = new Thread(loop, "memberlist-" + nodeName + "-" + role);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
    requireResolved(to);
    try {
      var packet = new DatagramPacket(buffer, offset, length, to.socketAddress());
      long sentNanos = System.nanoTime(); // before, so that no ack can be earlier
      sockets.packets.get(0).send(packet);
      return sentNanos;
    } catch (IllegalArgumentException e) {
      throw new IOException("cannot send to " + to + ": " + e.getMessage(), e);
    }
  }

  @Override
  public StreamConnection dial(Address to, Duration timeout) throws IOException {
    requireResolved(to);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new SocketTimeoutException("no time left to connect to " + to);
    }
    var socket = new Socket(Proxy.NO_PROXY); // members talk to each other directly
    try {
      socket.connect(
          to.socketAddress(),
          (int) Math.min(Integer.MAX_VALUE, timeout.plusNanos(999_999).toMillis()));
      return opened(socket);
    } catch (IllegalArgumentException e) {
      socket.close();
      throw new IOException("cannot connect to " + to + ": " + e.getMessage(), e);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void requireResolved(Address to) throws UnknownHostException {
    if (to.socketAddress().isUnresolved()) {
      throw new UnknownHostException(to.socketAddress().getHostString());
    }
  }

  /** Remembers the stream, so that {@link #shutdown()} closes it. */
  private SocketConnection opened(Socket socket) throws IOException {
    var connection = connectionOf(socket);
    connections.add(connection);
    if (isStopped()) {
      connection.close();
      throw new IOException("the transport was shut down");
    }
    return connection;
  }

  private SocketConnection connectionOf(Socket socket) throws IOException {
    try {
      return new SocketConnection(socket, connections::remove);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  @Override
  public void shutdown() {
    stopped.countDown();
    sockets.close();
    connections.forEach(NetTransport::closeQuietly);
    awaitThreads();
  }

  private static void closeQuietly(SocketConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      log.debug("Could not close the stream with {}: {}", connection.remoteAddress(), e.toString());
    }
  }

  /** Waits even if interrupted, since the caller relies on nothing being received any more. */
  private void awaitThreads() {
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(THREAD_END_SECONDS);
    for (var thread : startedThreads()) {
      long left;
      while (thread.isAlive()
          && thread != Thread.currentThread()
          && (left = deadline - System.nanoTime()) > 0) {
        try {
          thread.join(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Thread> startedThreads() {
    return List.copyOf(threads);
  }
}
