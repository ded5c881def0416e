package io.memberlist.test;

import io.memberlist.Node;
import java.util.List;
import java.util.stream.Collectors;

/** What nodes see, as text for failures. */
final class Views {

  private Views() {}

  /** One line for each node that runs. */
  static String of(List<? extends ClusterNode> nodes) {
    return nodes.stream()
        .map(node -> "\n  " + (node.running() ? line(node) : node.name() + " does not run"))
        .collect(Collectors.joining());
  }

  private static String line(ClusterNode node) {
    return node.memberlist().allNodes().stream()
        .map(Node::toString)
        .sorted()
        .collect(Collectors.joining(", ", node.name() + " sees ", ""));
  }
}
