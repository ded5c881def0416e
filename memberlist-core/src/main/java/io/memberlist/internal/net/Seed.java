package io.memberlist.internal.net;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a join, taken apart (§14.3): {@code [name/]host[:port]}, or {@code [name/]srv+host}
 * (D40).
 *
 * @param nodeName name of the node there; null if not given
 * @param host IP literal or name to look up, without brackets
 * @param port 0..65535; of no meaning for a service
 * @param service whether the host is the name of a service, whose records tell hosts and ports
 */
public record Seed(@Nullable String nodeName, String host, int port, boolean service) {

  private static final String SERVICE = "srv+";

  /**
   * Takes an entry apart.
   *
   * @param defaultPort for entries without one
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Seed parse(String entry, int defaultPort) {
    int slash = entry.indexOf('/');
    if (slash == 0) {
      throw new IllegalArgumentException(
          "\"" + entry + "\" has an empty node name before the slash");
    }
    var nodeName = slash < 0 ? null : entry.substring(0, slash);
    var address = entry.substring(slash + 1);
    if (address.startsWith(SERVICE)) {
      return new Seed(nodeName, service(address), 0, true);
    }
    var complete = ensurePort(address, defaultPort);
    int colon = complete.lastIndexOf(':');
    int port = port(complete.substring(colon + 1), entry);
    return new Seed(nodeName, host(complete.substring(0, colon), entry), port, false);
  }

  private static String service(String address) {
    var name = address.substring(SERVICE.length());
    if (name.isEmpty() || name.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "\"" + address + "\" is not srv+name; the port comes from the records");
    }
    return name;
  }

  /** Whether an address ends in a port; unbracketed IPv6 never does. */
  static boolean hasPort(String address) {
    if (address.lastIndexOf('[') == 0) {
      return address.lastIndexOf(':') > address.lastIndexOf(']');
    }
    int colon = address.indexOf(':');
    return colon >= 0 && colon == address.lastIndexOf(':');
  }

  /**
   * The address with a port; IPv6 literals in brackets. One that has a port is returned as it is.
   */
  static String ensurePort(String address, int port) {
    if (hasPort(address)) {
      return address;
    }
    var host = withoutBrackets(address);
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  private static String withoutBrackets(String address) {
    int from = 0;
    int to = address.length();
    while (from < to && isBracket(address.charAt(from))) {
      from++;
    }
    while (to > from && isBracket(address.charAt(to - 1))) {
      to--;
    }
    return address.substring(from, to);
  }

  private static boolean isBracket(char c) {
    return c == '[' || c == ']';
  }

  private static int port(String text, String entry) {
    int port = text.length() <= 9 ? IpAddress.decimal(text, 65_535) : -1;
    if (port < 0) {
      throw new IllegalArgumentException(
          "\"" + entry + "\" has no port within 0..65535 after the colon");
    }
    return port;
  }

  private static String host(String text, String entry) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    var host = bracketed ? text.substring(1, text.length() - 1) : text;
    if (host.isEmpty()) {
      throw new IllegalArgumentException("\"" + entry + "\" has no host");
    }
    if (host.indexOf('[') >= 0 || host.indexOf(']') >= 0) {
      throw new IllegalArgumentException("\"" + entry + "\" has brackets where none belong");
    }
    if (host.indexOf(':') >= 0 && !IpAddress.isLiteral(host)) {
      throw new IllegalArgumentException(
          "\"" + entry + "\" is not an IPv6 address; to give a port as well use [addr]:port");
    }
    return host;
  }
}
