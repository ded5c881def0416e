package io.memberlist.internal.driver;

import io.memberlist.Config;
import io.memberlist.internal.net.SeedResolver;
import io.memberlist.internal.net.SystemResolver;
import io.memberlist.transport.Address;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Seeds to what a transport takes (§14.3). */
final class SeedResolution implements JoinRun.Resolution {

  private final SeedResolver resolver;

  SeedResolution(Config config) {
    resolver = new SeedResolver(new SystemResolver(config.dnsConfigPath()), config.bindPort());
  }

  @Override
  public List<Address> resolve(String seed) throws UnknownHostException {
    var addresses = new ArrayList<Address>();
    for (var target : resolver.resolve(seed)) {
      addresses.add(new Address(target.address(), target.nodeName()));
    }
    return addresses;
  }
}
