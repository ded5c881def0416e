package io.memberlist.internal.net;

import java.util.ArrayList;
import java.util.List;

/** Networks whose addresses are believed (§13.3); none means all (Q13). Immutable. */
public final class AllowList {

  private final List<Cidr> networks;

  private AllowList(List<Cidr> networks) {
    this.networks = List.copyOf(networks);
  }

  /**
   * Reads networks such as {@code 10.0.0.0/8} or {@code fd00::/8}.
   *
   * @throws IllegalArgumentException naming the bad ones
   */
  public static AllowList of(List<String> texts) {
    var networks = new ArrayList<Cidr>();
    var bad = new ArrayList<String>();
    for (var text : texts) {
      var network = Cidr.parse(text);
      if (network == null) {
        bad.add(text);
      } else {
        networks.add(network);
      }
    }
    if (!bad.isEmpty()) {
      throw new IllegalArgumentException(
          "not a network such as 10.0.0.0/8: " + String.join(", ", bad));
    }
    return new AllowList(networks);
  }

  /** Whether anything can be refused. */
  public boolean active() {
    return !networks.isEmpty();
  }

  /**
   * Whether an address is believed.
   *
   * @param ip 4 or 16 bytes; a mapped address counts as IPv4
   */
  public boolean allows(byte[] ip) {
    if (!active()) {
      return true;
    }
    for (var network : networks) {
      if (network.contains(ip)) {
        return true;
      }
    }
    return false;
  }
}
