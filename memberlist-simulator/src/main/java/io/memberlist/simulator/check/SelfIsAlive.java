package io.memberlist.simulator.check;

import io.memberlist.NodeState;
import org.jspecify.annotations.Nullable;

/** A node that has not left is Alive in its own table; its incarnation never falls. */
public final class SelfIsAlive implements Invariant {

  @Override
  public @Nullable String check(@Nullable Snapshot before, Snapshot after) {
    var self = after.rows().get(after.name());
    if (self == null) {
      return after.name() + " has no record of itself";
    }
    if (self.state() != (after.left() ? NodeState.LEFT : NodeState.ALIVE)) {
      return after.name()
          + " sees itself as "
          + self.state()
          + (after.left() ? " after it left" : "");
    }
    var old = before == null ? null : before.rows().get(after.name());
    if (old != null && Row.newer(old.incarnation(), self.incarnation())) {
      return after.name()
          + " lowers its own incarnation from "
          + old.incarnation()
          + " to "
          + self.incarnation();
    }
    return null;
  }
}
