package io.memberlist.cli.agent;

import io.memberlist.Node;
import java.util.HexFormat;
import java.util.List;

/**
 * Names and addresses for people's eyes: what came from the network cannot control the terminal.
 */
public final class AgentText {

  private AgentText() {}

  /** The text with control characters escaped. */
  public static String plain(String text) {
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        plain.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** {@code host:port}, IPv6 in brackets. */
  public static String address(Node node) {
    var host = node.address().getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + node.port();
  }

  /** Name and address. */
  public static String of(Node node) {
    return plain(node.name()) + "  " + address(node);
  }

  static String of(List<Node> nodes) {
    return String.join(", ", nodes.stream().map(AgentText::of).toList());
  }
}
