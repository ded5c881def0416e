package io.memberlist.transport;

import io.memberlist.metrics.Statistics;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A network within this process, for tests (§16.7). Each transport gets the address 127.0.0.1 and
 * the next port, beginning with 1; nothing is opened. Configured addresses and ports are ignored.
 *
 * <pre>{@code
 * var network = new MockNetwork();
 * var config = Config.local().name("a").transportFactory(network.factory()).build();
 * }</pre>
 */
public final class MockNetwork {

  private final AtomicInteger lastPort = new AtomicInteger();
  private final Map<Integer, MockTransport> byPort = new ConcurrentHashMap<>();
  private final Map<String, MockTransport> byName = new ConcurrentHashMap<>();

  /** Makes a transport on this network for each life of a node. */
  public TransportFactory factory() {
    return context -> connect(context.nodeName(), context.statistics());
  }

  /**
   * Adds a transport; a later one of the same name takes the name over.
   *
   * @param name of the node
   * @param statistics where received bytes are counted
   */
  public MockTransport connect(String name, Statistics statistics) {
    var transport = new MockTransport(this, name, lastPort.incrementAndGet(), statistics);
    byPort.put(transport.boundPort(), transport);
    byName.put(name, transport);
    return transport;
  }

  /** By name if there is one, else by address. */
  MockTransport route(Address to) throws IOException {
    var name = to.nodeName();
    var transport = name == null || name.isEmpty() ? at(to) : byName.get(name);
    if (transport == null) {
      throw new NoRouteToHostException("no route to " + to);
    }
    return transport;
  }

  private @Nullable MockTransport at(Address to) {
    var ip = to.socketAddress().getAddress();
    return MockTransport.HOST.equals(ip) ? byPort.get(to.socketAddress().getPort()) : null;
  }

  void remove(MockTransport transport) {
    byPort.remove(transport.boundPort(), transport);
    byName.values().remove(transport);
  }
}
