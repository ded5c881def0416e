package io.memberlist.interop;

import io.memberlist.interop.ClusterNode.Side;
import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import io.memberlist.transport.PacketListener;
import io.memberlist.transport.StreamConnection;
import io.memberlist.transport.StreamListener;
import io.memberlist.transport.Transport;
import io.memberlist.transport.TransportFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Drops traffic of one of our nodes on command, in the same way as the Go peer does. */
final class Faults {

  private final Map<Side, Set<String>> dropped = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean refusing;

  /** Dials are refused at once until the next {@link #restore()}. */
  void refuseStreams() {
    refusing = true;
  }

  /** How many were. */
  int refusedStreams() {
    return refused.get();
  }

  void drop(Side side, String addressOrStar) {
    dropped.computeIfAbsent(side, each -> ConcurrentHashMap.newKeySet()).add(addressOrStar);
  }

  void restore() {
    refusing = false;
    dropped.clear();
  }

  /** Matches *, host:port and host alone. */
  private boolean isDropped(Side side, InetSocketAddress peer) {
    var listed = dropped.getOrDefault(side, Set.of());
    var host = peer.getAddress().getHostAddress();
    return listed.contains("*")
        || listed.contains(host)
        || listed.contains(host + ":" + peer.getPort());
  }

  /** A factory whose transports obey these faults. */
  TransportFactory around(TransportFactory factory) {
    return context -> new FaultyTransport(factory.create(context));
  }

  private final class FaultyTransport implements Transport {

    private final Transport inner;
    private final CountDownLatch ended = new CountDownLatch(1);

    FaultyTransport(Transport inner) {
      this.inner = inner;
    }

    @Override
    public AdvertisedAddress finalAdvertiseAddress(@Nullable String ip, int port) {
      return inner.finalAdvertiseAddress(ip, port);
    }

    @Override
    public int boundPort() {
      return inner.boundPort();
    }

    @Override
    public void start(PacketListener packets, StreamListener streams) {
      inner.start(
          (buffer, offset, length, from, receivedNanos) -> {
            if (!isDropped(Side.UDP_IN, from)) {
              packets.onPacket(buffer, offset, length, from, receivedNanos);
            }
          },
          connection -> accept(connection, streams));
    }

    private void accept(StreamConnection connection, StreamListener streams) {
      if (!isDropped(Side.TCP_IN, connection.remoteAddress())) {
        streams.onStream(connection);
        return;
      }
      try {
        connection.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
      return isDropped(Side.UDP_OUT, to.socketAddress())
          ? System.nanoTime()
          : inner.writeTo(buffer, offset, length, to);
    }

    /** A dropped dial runs into its time limit, as behind a firewall. */
    @Override
    public StreamConnection dial(Address to, Duration timeout) throws IOException {
      if (refusing) {
        refused.incrementAndGet();
        throw new ConnectException("connection refused by the test");
      }
      if (!isDropped(Side.TCP_OUT, to.socketAddress())) {
        return inner.dial(to, timeout);
      }
      try {
        ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new SocketTimeoutException("dropped by the test");
    }

    @Override
    public void shutdown() {
      ended.countDown();
      inner.shutdown();
    }
  }
}
