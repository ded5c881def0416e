package io.memberlist.test;

import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import io.memberlist.transport.PacketListener;
import io.memberlist.transport.StreamConnection;
import io.memberlist.transport.StreamListener;
import io.memberlist.transport.Transport;
import io.memberlist.transport.TransportFactory;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Cuts between real nodes: transports that lose what would cross one. */
final class Cuts {

  private record Pair(String one, String other) {}

  private final Set<Pair> cut = ConcurrentHashMap.newKeySet();
  private final Map<Integer, String> namesByPort = new ConcurrentHashMap<>();

  void add(String one, String other) {
    cut.add(new Pair(one, other));
    cut.add(new Pair(other, one));
  }

  void clear() {
    cut.clear();
  }

  /** Transports of a node that respect the cuts. */
  TransportFactory around(String node, TransportFactory factory) {
    return context -> {
      var transport = factory.create(context);
      namesByPort.put(transport.boundPort(), node);
      return new CuttableTransport(node, transport);
    };
  }

  private boolean between(String node, Address to) {
    var other = namesByPort.get(to.socketAddress().getPort());
    return other != null && cut.contains(new Pair(node, other));
  }

  private final class CuttableTransport implements Transport {
    private final String node;
    private final Transport transport;

    private CuttableTransport(String node, Transport transport) {
      this.node = node;
      this.transport = transport;
    }

    @Override
    public AdvertisedAddress finalAdvertiseAddress(@Nullable String ip, int port) {
      return transport.finalAdvertiseAddress(ip, port);
    }

    @Override
    public int boundPort() {
      return transport.boundPort();
    }

    @Override
    public void start(PacketListener packets, StreamListener streams) {
      transport.start(packets, streams);
    }

    @Override
    public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
      return between(node, to) ? System.nanoTime() : transport.writeTo(buffer, offset, length, to);
    }

    @Override
    public StreamConnection dial(Address to, Duration timeout) throws IOException {
      if (between(node, to)) {
        throw new SocketTimeoutException("cut off from " + to);
      }
      return transport.dial(to, timeout);
    }

    @Override
    public void shutdown() {
      transport.shutdown();
    }
  }
}
