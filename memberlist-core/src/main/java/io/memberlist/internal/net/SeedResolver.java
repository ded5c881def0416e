package io.memberlist.internal.net;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns entries of a join into addresses to contact (§14.3). */
public final class SeedResolver {

  /**
   * Whom to contact.
   *
   * @param address resolved
   * @param nodeName null if not given
   */
  public record Target(InetSocketAddress address, @Nullable String nodeName) {}

  private final Resolver resolver;
  private final int defaultPort;

  /** With the port for entries without one. */
  public SeedResolver(Resolver resolver, int defaultPort) {
    this.resolver = resolver;
    this.defaultPort = defaultPort;
  }

  /**
   * All addresses of an entry; may block while names are looked up.
   *
   * @return at least one
   * @throws IllegalArgumentException if the entry is no address
   * @throws UnknownHostException if a name has no address
   */
  public List<Target> resolve(String entry) throws UnknownHostException {
    var seed = Seed.parse(entry, defaultPort);
    var targets = new ArrayList<Target>();
    if (!seed.service()) {
      add(targets, seed.host(), seed.port(), seed.nodeName());
      return targets;
    }
    UnknownHostException last = null;
    for (var service : resolver.services(seed.host())) {
      try {
        add(targets, service.getHostString(), service.getPort(), seed.nodeName());
      } catch (UnknownHostException e) {
        last = e; // one target that is gone must not hide the others
      }
    }
    if (targets.isEmpty()) {
      throw last == null ? new UnknownHostException(seed.host()) : last;
    }
    return targets;
  }

  private void add(List<Target> targets, String host, int port, @Nullable String nodeName)
      throws UnknownHostException {
    var literal = IpAddress.parse(host);
    if (literal != null) {
      targets.add(new Target(IpAddress.socketAddress(literal, port), nodeName));
      return;
    }
    for (var ip : resolver.addresses(host)) {
      targets.add(new Target(new InetSocketAddress(ip, port), nodeName));
    }
  }
}
