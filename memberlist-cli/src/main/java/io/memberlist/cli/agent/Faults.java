package io.memberlist.cli.agent;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which traffic of an agent is dropped or delayed. Thread-safe. */
final class Faults {

  /** Carrier and direction, as seen from the agent. */
  enum Side {
    UDP_OUT("udpOut"),
    UDP_IN("udpIn"),
    TCP_OUT("tcpOut"),
    TCP_IN("tcpIn");

    private final String text;

    Side(String text) {
      this.text = text;
    }

    static Side parse(String text) {
      for (var side : values()) {
        if (side.text.equals(text)) {
          return side;
        }
      }
      throw new IllegalArgumentException(
          "side is \"" + text + "\": expected udpOut, udpIn, tcpOut or tcpIn");
    }
  }

  private final Map<Side, Set<String>> dropped = new EnumMap<>(Side.class);
  private volatile long delayNanos;

  Faults() {
    for (var side : Side.values()) {
      dropped.put(side, ConcurrentHashMap.newKeySet());
    }
  }

  /**
   * Drops traffic with an address ({@code host:port} or {@code host}), or all of it ({@code *}).
   */
  void drop(Side side, String address) {
    rules(side).add(address);
  }

  /** Takes a rule back, or all of the side if {@code address} is empty. */
  void restore(Side side, String address) {
    if (address.isEmpty()) {
      rules(side).clear();
    } else {
      rules(side).remove(address);
    }
  }

  void delay(long nanos) {
    delayNanos = nanos;
  }

  long delayNanos() {
    return delayNanos;
  }

  boolean drops(Side side, InetSocketAddress peer) {
    var rules = rules(side);
    if (rules.isEmpty()) {
      return false;
    }
    var host =
        peer.getAddress() == null ? peer.getHostString() : peer.getAddress().getHostAddress();
    return rules.contains("*")
        || rules.contains(host)
        || rules.contains(host + ":" + peer.getPort())
        || rules.contains("[" + host + "]:" + peer.getPort());
  }

  private Set<String> rules(Side side) {
    return java.util.Objects.requireNonNull(dropped.get(side));
  }
}
