package io.memberlist.cli.agent;

import io.memberlist.Node;

/**
 * Names and addresses for people's eyes: what came from the network cannot control the terminal.
 */
public final class AgentText {

  private AgentText() {}

  /** The text with control characters escaped. */
  public static String plain(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                plain.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
              } else {
                plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }

  /** {@code host:port}, IPv6 in brackets. */
  public static String address(Node node) {
    var host = node.address().getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + node.port();
  }
}
