package io.memberlist.internal.driver;

import io.memberlist.internal.net.IpAddress;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.transport.Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Between the addresses of the protocol and those of the socket. */
final class Addresses {

  private Addresses() {}

  /** The bytes of a resolved socket address; none if it is not resolved. */
  static NodeAddress of(InetSocketAddress address) {
    var ip = address.getAddress();
    return new NodeAddress(ip == null ? new byte[0] : ip.getAddress(), address.getPort());
  }

  /** Where to send; the name is kept for transports that address by name. */
  static Address target(NodeAddress address, String name) {
    return new Address(
        IpAddress.socketAddress(address.ip(), address.port()), name.isEmpty() ? null : name);
  }

  /** Host as text. */
  static String host(@Nullable InetSocketAddress address) {
    return address == null ? "<unknown address>" : address.getHostString();
  }

  /** Host and port as text. */
  static String text(@Nullable InetSocketAddress address) {
    return address == null ? "<unknown address>" : new Address(address, null).toString();
  }
}
