package io.memberlist.internal.net;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** One network; IPv4 and IPv6 are kept apart, mapped addresses are IPv4. */
final class Cidr {

  private final byte[] network;
  private final int bits;

  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads {@code address/bits}; host bits are ignored.
   *
   * @return null if the text is none
   */
  static @Nullable Cidr parse(String text) {
    var parts = text.trim().split("/", -1);
    int bits = parts.length == 2 && parts[1].length() <= 3 ? IpAddress.decimal(parts[1], 128) : -1;
    var ip = bits < 0 ? null : IpAddress.parse(parts[0]);
    if (ip == null) {
      return null;
    }
    boolean mapped = ip.length == 4 && parts[0].indexOf(':') >= 0;
    if (mapped && bits >= 96) {
      bits -= 96;
    } else if (mapped) {
      ip = IpAddress.mapped(ip);
    }
    return bits > 8 * ip.length ? null : new Cidr(ip, bits);
  }

  /** Reads several that are known to be right, separated by spaces. */
  static List<Cidr> list(String texts) {
    var networks = new ArrayList<Cidr>();
    var tokens = new StringTokenizer(texts);
    while (tokens.hasMoreTokens()) {
      networks.add(known(tokens.nextToken()));
    }
    return List.copyOf(networks);
  }

  private static Cidr known(String text) {
    var network = parse(text);
    if (network == null) {
      throw new IllegalArgumentException(text);
    }
    return network;
  }

  boolean contains(byte[] address) {
    var ip =
        network.length == 16 && IpAddress.isMapped(network) ? address : IpAddress.unmapped(address);
    if (ip.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (ip[i] != network[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((ip[whole] ^ network[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
  }
}
