package io.memberlist.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the first name server over a stream, whose answers are never cut short, then the system
 * (§14.3 steps 5 and 6). What goes wrong in the first step never ends a look-up.
 */
public final class SystemResolver implements Resolver {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.transport");

  /** The system's own look-up. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] allByName(String host) throws UnknownHostException;
  }

  private final DnsClient dns;
  private final Lookup system;

  /**
   * With a resolver configuration file.
   *
   * @param dnsConfigPath read anew for every look-up; may be missing
   */
  public SystemResolver(String dnsConfigPath) {
    this(dnsConfigPath, InetAddress::getAllByName);
  }

  SystemResolver(String dnsConfigPath, Lookup system) {
    this.dns = new DnsClient(Path.of(dnsConfigPath));
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
    try {
      var answer = dns.ask(host, DnsMessage.ANY);
      if (answer.addresses().isEmpty()) {
        log.debug("The name server has no addresses of {} in its answer, asking the system", host);
      }
      return answer.addresses();
    } catch (IOException e) {
      log.debug("Asking the name server for {} failed, asking the system: {}", host, e.toString());
      return List.of();
    }
  }

  @Override
  public List<InetSocketAddress> services(String name) throws UnknownHostException {
    try {
      var services = dns.ask(name, DnsMessage.SRV).services();
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
}
