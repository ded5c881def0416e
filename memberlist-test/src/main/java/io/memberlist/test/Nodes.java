package io.memberlist.test;

import java.util.List;

/** Finds one of a cluster's nodes. */
final class Nodes {

  private Nodes() {}

  /** By number, from 1. */
  static <N extends ClusterNode> N numbered(List<N> nodes, int number) {
    if (number < 1 || number > nodes.size()) {
      throw new IllegalArgumentException(
          "there are nodes 1 to " + nodes.size() + ", but no node " + number);
    }
    return nodes.get(number - 1);
  }

  static <N extends ClusterNode> N named(List<N> nodes, String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no node \"" + name + "\" in " + nodes));
  }
}
