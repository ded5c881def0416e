package io.memberlist.simulator;

import io.memberlist.NodeState;
import io.memberlist.simulator.node.SimNode;
import java.util.List;

/** Whether all running nodes see the same, and that is the truth. */
final class Convergence {

  private Convergence() {}

  static boolean reached(List<SimNode> nodes) {
    int expected = 0;
    for (var node : nodes) {
      expected += present(node) ? 1 : 0;
    }
    for (var node : nodes) {
      if (present(node) && !agrees(node, nodes, expected)) {
        return false;
      }
    }
    return true;
  }

  /** Whether others should see the node. */
  static boolean present(SimNode node) {
    return node.running() && !node.state().hasLeft();
  }

  private static boolean agrees(SimNode node, List<SimNode> nodes, int expected) {
    var state = node.state();
    if (state.count(NodeState.ALIVE) != expected || state.count(NodeState.SUSPECT) != 0) {
      return false;
    }
    for (var other : nodes) {
      if (present(other) && !knows(node, other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean knows(SimNode node, SimNode other) {
    var info = node.state().info(other.name());
    return info != null
        && node.sees(other) == NodeState.ALIVE
        && info.address().equals(other.address())
        && node.state().incarnation(other.name()) == other.incarnation();
  }

  /** The first differences found. */
  static String explain(List<SimNode> nodes) {
    var text = new StringBuilder();
    int found = 0;
    for (var node : nodes) {
      for (var other : nodes) {
        boolean differs =
            present(node) && (present(other) ? !knows(node, other) : seesAsMember(node, other));
        if (differs && found++ < 5) {
          text.append(node.name()).append(" sees ").append(other.name()).append(" as ");
          text.append(node.sees(other)).append(' ').append(node.state().incarnation(other.name()));
          text.append(present(other) ? ", which has " + other.incarnation() : ", which is gone")
              .append("; ");
        }
      }
    }
    return text.append(found).append(" differences").toString();
  }

  private static boolean seesAsMember(SimNode node, SimNode other) {
    var seen = node.sees(other);
    return seen != null && !seen.deadOrLeft();
  }
}
