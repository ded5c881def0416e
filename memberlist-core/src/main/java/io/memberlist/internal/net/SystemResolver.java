package io.memberlist.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the first name server over a stream, whose answers are never cut short, then the system
 * (§14.3 steps 5 and 6). What goes wrong in the first step never ends a look-up.
 *
 * <p>The first step and services take dnsjava; without it only the system is asked.
 */
public final class SystemResolver implements Resolver {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.transport");

  /** The system's own look-up. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] allByName(String host) throws UnknownHostException;
  }

  private final Supplier<Optional<DnsClient>> dns;
  private final Path configuration;
  private final Lookup system;

  /**
   * With a resolver configuration file.
   *
   * @param dnsConfigPath read anew for every look-up; may be missing
   */
  public SystemResolver(String dnsConfigPath) {
    this(DnsClient::ofClassPath, dnsConfigPath, InetAddress::getAllByName);
  }

  SystemResolver(Supplier<Optional<DnsClient>> dns, String dnsConfigPath, Lookup system) {
    this.dns = dns;
    this.configuration = Path.of(dnsConfigPath);
    this.system = system;
  }

  @Override
  public List<InetAddress> addresses(String host) throws UnknownHostException {
    // the JDK takes "" for this machine and "10.1" for 10.0.0.1
    if (host.isEmpty() || host.matches("[0-9.]+")) {
      throw new UnknownHostException(host);
    }
    if (host.indexOf('.') >= 0) {
      var found = askNameServer(host);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of(system.allByName(host));
  }

  private List<InetAddress> askNameServer(String host) {
    var client = dns.get();
    if (client.isEmpty()) {
      log.debug("Asking only the system for {}, since dnsjava is not on the class path", host);
      return List.of();
    }
    try {
      var found = client.get().addresses(ResolverFile.nameServer(configuration), host);
      if (found.isEmpty()) {
        log.debug("The name server has no addresses of {} in its answer, asking the system", host);
      }
      return found;
    } catch (IOException e) {
      log.debug("Asking the name server for {} failed, asking the system: {}", host, e.toString());
      return List.of();
    }
  }

  @Override
  public List<InetSocketAddress> services(String name) throws UnknownHostException {
    var client = dns.get().orElseThrow(() -> new IllegalArgumentException(withoutDnsjava(name)));
    try {
      var services = client.services(ResolverFile.nameServer(configuration), name);
      if (services.isEmpty()) {
        throw new UnknownHostException(name);
      }
      return services;
    } catch (UnknownHostException e) {
      throw e;
    } catch (IOException e) {
      var unknown = new UnknownHostException(name);
      unknown.initCause(e);
      throw unknown;
    }
  }

  private static String withoutDnsjava(String name) {
    return "\"srv+"
        + name
        + "\" is looked up with dnsjava, which is not on the class path; add dnsjava:dnsjava";
  }
}
