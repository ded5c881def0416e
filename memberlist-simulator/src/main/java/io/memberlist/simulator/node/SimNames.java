package io.memberlist.simulator.node;

import io.memberlist.internal.net.IpAddress;
import io.memberlist.internal.net.Resolver;
import io.memberlist.internal.wire.NodeAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Host names of a virtual network; what they mean can change during a run. */
public final class SimNames implements Resolver {

  private final Map<String, List<NodeAddress>> hosts = new HashMap<>();

  /** Lets a name mean these addresses from now on. */
  public void put(String host, List<NodeAddress> addresses) {
    hosts.put(host, List.copyOf(addresses));
  }

  @Override
  public List<InetAddress> addresses(String host) throws UnknownHostException {
    return find(host).stream().map(address -> IpAddress.inetAddress(address.ip())).toList();
  }

  @Override
  public List<InetSocketAddress> services(String name) throws UnknownHostException {
    return find(name).stream()
        .map(
            address ->
                InetSocketAddress.createUnresolved(IpAddress.text(address.ip()), address.port()))
        .toList();
  }

  private List<NodeAddress> find(String host) throws UnknownHostException {
    var found = hosts.get(host);
    if (found == null || found.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return found;
  }
}
