package io.memberlist.simulator.check;

import io.memberlist.NodeState;
import io.memberlist.internal.core.NodeInfo;

/**
 * One record of a node's table.
 *
 * @param info what was announced
 * @param incarnation u32
 */
public record Row(NodeInfo info, NodeState state, int incarnation) {

  boolean member() {
    return !state.deadOrLeft();
  }

  /** Compares two incarnations, as u32. */
  static boolean newer(int incarnation, int than) {
    return Integer.compareUnsigned(incarnation, than) > 0;
  }
}
