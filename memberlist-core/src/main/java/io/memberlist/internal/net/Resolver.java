package io.memberlist.internal.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks names up; may block for seconds. Tests and simulations have their own. */
public interface Resolver {

  /**
   * All addresses of a host.
   *
   * @param host a name, not an IP literal
   * @return at least one
   * @throws UnknownHostException if there are none
   */
  List<InetAddress> addresses(String host) throws UnknownHostException;

  /**
   * Hosts and ports that offer a service (D40), best priority first.
   *
   * @return at least one, unresolved
   * @throws UnknownHostException if there are none
   */
  List<InetSocketAddress> services(String name) throws UnknownHostException;
}
