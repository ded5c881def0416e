package io.memberlist.internal.driver;

import io.memberlist.Config;
import io.memberlist.transport.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Seeds to addresses (§14.3). */
final class SeedResolution implements JoinRun.Resolution {

  private final Config config;

  SeedResolution(Config config) {
    this.config = config;
  }

  @Override
  public List<Address> resolve(String seed) throws UnknownHostException {
    int slash = seed.indexOf('/');
    var rest = seed.substring(slash + 1);
    int colon = rest.lastIndexOf(':');
    int port = colon < 0 ? config.bindPort() : Integer.parseInt(rest.substring(colon + 1));
    var addresses = new ArrayList<Address>();
    for (var ip : InetAddress.getAllByName(colon < 0 ? rest : rest.substring(0, colon))) {
      addresses.add(new Address(new InetSocketAddress(ip, port), slash < 0 ? null : seed.substring(0, slash)));
    }
    return addresses;
  }
}
