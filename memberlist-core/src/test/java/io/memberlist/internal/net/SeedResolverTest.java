package io.memberlist.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.internal.net.SeedResolver.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeedResolverTest {

  private final KnownNames names = new KnownNames();
  private final SeedResolver seeds = new SeedResolver(names, 7946);

  @Test
  void literalsAreNeverLookedUp() throws Exception {
    assertThat(seeds.resolve("10.1.2.3")).containsExactly(target("10.1.2.3", 7946, null));
    assertThat(seeds.resolve("::1")).containsExactly(target("::1", 7946, null));
    assertThat(seeds.resolve("::ffff:10.1.2.3")).containsExactly(target("10.1.2.3", 7946, null));
    assertThat(names.asked).isEmpty();
  }

  @Test
  void addr_12_allAddressesGetPortAndNodeName() throws Exception {
    assertThat(seeds.resolve("foo.bar/many:80"))
        .containsExactly(target("10.0.0.1", 80, "foo.bar"), target("fd00::1", 80, "foo.bar"));
  }

  @Test
  void unknownNamesAndBadEntriesAreErrors() {
    assertThatThrownBy(() -> seeds.resolve("a/b/c"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("b/c");
    assertThatThrownBy(() -> seeds.resolve(":80")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void def_40_targetsOfAServiceAreContactedAtTheirPorts() throws Exception {
    assertThat(seeds.resolve("n/srv+gossip"))
        .containsExactly(
            target("10.0.0.1", 1, "n"), target("fd00::1", 1, "n"), target("10.9.9.9", 3, "n"));
    assertThatThrownBy(() -> seeds.resolve("srv+gone")).isInstanceOf(UnknownHostException.class);
    assertThatThrownBy(() -> seeds.resolve("srv+none")).isInstanceOf(UnknownHostException.class);
  }

  @Test
  void addr_01_localhostHasAnAddress() throws Exception {
    var system = new SeedResolver(new SystemResolver("/nonexistent/resolv.conf"), 7946);

    assertThat(system.resolve("localhost"))
        .isNotEmpty()
        .allMatch(
            t -> t.address().getAddress().isLoopbackAddress() && t.address().getPort() == 7946);
    assertThat(system.resolve("localhost:80"))
        .isNotEmpty()
        .allMatch(t -> t.address().getPort() == 80);
  }

  private static Target target(String ip, int port, String nodeName) {
    return new Target(IpAddress.socketAddress(IpAddress.parse(ip), port), nodeName);
  }

  private static final class KnownNames implements Resolver {
    private final Map<String, List<String>> hosts = Map.of("many", List.of("10.0.0.1", "fd00::1"));
    private final List<String> asked = new ArrayList<>();

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
      asked.add(host);
      if (!hosts.containsKey(host)) {
        throw new UnknownHostException(host);
      }
      return hosts.get(host).stream().map(IpAddress::parse).map(IpAddress::inetAddress).toList();
    }

    @Override
    public List<InetSocketAddress> services(String name) throws UnknownHostException {
      if (name.equals("gossip")) {
        return List.of(service("many", 1), service("missing", 2), service("10.9.9.9", 3));
      }
      if (name.equals("gone")) {
        return List.of(service("missing", 2));
      }
      throw new UnknownHostException(name);
    }

    private static InetSocketAddress service(String host, int port) {
      return InetSocketAddress.createUnresolved(host, port);
    }
  }
}
