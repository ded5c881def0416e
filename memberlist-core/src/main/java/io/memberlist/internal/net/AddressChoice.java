package io.memberlist.internal.net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The address to announce when none is configured and the node listens on all of them (§16.5).
 *
 * @param address the chosen one
 * @param reason why, such as {@code private address of eth0}
 * @param fallback whether there was no private address (D29), which deserves a warning
 */
public record AddressChoice(MachineAddress address, String reason, boolean fallback) {

  // without ::ffff:0:0/96 of both lists: mapped addresses count as IPv4 here
  private static final List<Cidr> NOT_FORWARDABLE =
      Cidr.list(
          """
      0.0.0.0/8 127.0.0.0/8 169.254.0.0/16 192.0.0.0/24 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
      255.255.255.255/32 ::1/128 ::/128 2001:db8::/32 2001:10::/28 fe80::/10""");

  private static final List<Cidr> PRIVATE =
      Cidr.list(
          """
      0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.0/29
      192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
      255.255.255.255/32 ::1/128 ::/128 64:ff9b::/96 100::/64 2001::/16 2002::/16 fc00::/7 fe80::/10""");

  /** The best of {@code addresses}; empty if not even a loopback address is among them. */
  public static Optional<AddressChoice> of(List<MachineAddress> addresses) {
    var preference =
        Comparator.comparing(MachineAddress::defaultRoute, Comparator.reverseOrder())
            .thenComparing(MachineAddress::isIpv4, Comparator.reverseOrder())
            .thenComparingInt(MachineAddress::prefixLength);
    var up = addresses.stream().filter(MachineAddress::up).sorted(preference).toList();
    return first(up, a -> isForwardable(a.ip()) && isPrivate(a.ip()), "private address", false)
        .or(
            () ->
                first(
                    up,
                    a -> isForwardable(a.ip()),
                    "public address, since there is no private one,",
                    true))
        .or(
            () ->
                first(
                    up,
                    AddressChoice::isLoopback,
                    "loopback address, since there is no other,",
                    true));
  }

  private static Optional<AddressChoice> first(
      List<MachineAddress> sorted,
      Predicate<MachineAddress> wanted,
      String kind,
      boolean fallback) {
    return sorted.stream()
        .filter(wanted)
        .findFirst()
        .map(a -> new AddressChoice(a, kind + " of " + a.interfaceName(), fallback));
  }

  /**
   * Every address with the reason why it cannot be announced; for the message if {@link #of} finds
   * none.
   */
  public static List<String> rejections(List<MachineAddress> addresses) {
    var texts = new ArrayList<String>();
    for (var address : addresses) {
      texts.add(
          address
              + " ("
              + (address.up() ? "not reachable from elsewhere" : "interface is down")
              + ")");
    }
    return texts;
  }

  /** Whether the address is in a block of RFC 6890; others are public (§9.8). */
  public static boolean isPrivate(byte[] ip) {
    return anyContains(PRIVATE, ip);
  }

  private static boolean isForwardable(byte[] ip) {
    return !anyContains(NOT_FORWARDABLE, ip);
  }

  private static boolean anyContains(List<Cidr> blocks, byte[] ip) {
    for (var block : blocks) {
      if (block.contains(ip)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLoopback(MachineAddress address) {
    return IpAddress.inetAddress(address.ip()).isLoopbackAddress();
  }
}
