package io.memberlist.simulator.measure;

import io.memberlist.NodeState;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;

/** Counts how often somebody is told of a death. */
final class Deaths implements NodeObserver {

  private long count;

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (event instanceof MemberEvent.Change change
        && change.kind() == MemberEvent.Kind.LEAVE
        && change.node().state() == NodeState.DEAD) {
      count++;
    }
  }

  long count() {
    return count;
  }
}
