package io.memberlist.internal.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One address of one network interface of this machine.
 *
 * @param ip 4 or 16 bytes
 * @param prefixLength bits of its network
 * @param interfaceName such as {@code eth0}
 * @param up whether the interface is up
 * @param defaultRoute whether the default route goes through the interface
 */
public record MachineAddress(
    byte[] ip, int prefixLength, String interfaceName, boolean up, boolean defaultRoute) {

  /** All addresses of all interfaces, in the system's order. */
  public static List<MachineAddress> all() {
    try {
      var routed = interfaceOfDefaultRoute();
      var all = new ArrayList<MachineAddress>();
      for (var networkInterface : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        boolean up = networkInterface.isUp();
        boolean defaultRoute = networkInterface.equals(routed);
        for (var address : networkInterface.getInterfaceAddresses()) {
          all.add(
              new MachineAddress(
                  address.getAddress().getAddress(),
                  address.getNetworkPrefixLength(),
                  networkInterface.getName(),
                  up,
                  defaultRoute));
        }
      }
      return all;
    } catch (SocketException e) {
      throw new UncheckedIOException("cannot list the network interfaces", e);
    }
  }

  /**
   * Asks the system from where it would send to an address of a documentation network; nothing is
   * sent.
   */
  private static @Nullable NetworkInterface interfaceOfDefaultRoute() {
    for (var target : List.of("192.0.2.1", "2001:db8::1")) {
      var source = sourceFor(target);
      if (source != null) {
        return source;
      }
    }
    return null;
  }

  private static @Nullable NetworkInterface sourceFor(String target) {
    var ip = IpAddress.parse(target);
    if (ip == null) {
      throw new IllegalArgumentException(target);
    }
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(IpAddress.inetAddress(ip), 9));
      var local = socket.getLocalAddress();
      return useless(local) ? null : NetworkInterface.getByInetAddress(local);
    } catch (IOException | UncheckedIOException e) {
      return null; // no route, then
    }
  }

  private static boolean useless(@Nullable InetAddress address) {
    return address == null || address.isAnyLocalAddress() || address.isLoopbackAddress();
  }

  boolean isIpv4() {
    return ip.length == 4;
  }

  /** Address and interface. */
  @Override
  public String toString() {
    return IpAddress.text(ip) + " of " + interfaceName;
  }
}
