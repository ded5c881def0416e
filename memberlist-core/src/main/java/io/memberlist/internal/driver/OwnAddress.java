package io.memberlist.internal.driver;

import io.memberlist.internal.net.IpAddress;
import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an address is the node's own: what it announces, or an address of this machine at
 * the port it has bound.
 */
final class OwnAddress implements Predicate<Address> {

  private final InetSocketAddress advertised;
  private final byte @Nullable [] bound;
  private final int boundPort;

  OwnAddress(AdvertisedAddress advertised, String bindAddr, int boundPort) {
    this.advertised = IpAddress.socketAddress(advertised.ip(), advertised.port());
    this.bound = IpAddress.parse(bindAddr);
    this.boundPort = boundPort;
  }

  @Override
  public boolean test(Address address) {
    var socketAddress = address.socketAddress();
    if (socketAddress.equals(advertised)) {
      return true;
    }
    var ip = socketAddress.getAddress();
    return ip != null && socketAddress.getPort() == boundPort && isBound(ip);
  }

  private boolean isBound(InetAddress ip) {
    if (bound == null) {
      return false;
    }
    return IpAddress.isUnspecified(bound) ? isLocal(ip) : Arrays.equals(bound, ip.getAddress());
  }

  private static boolean isLocal(InetAddress ip) {
    try {
      return ip.isLoopbackAddress() || NetworkInterface.getByInetAddress(ip) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
