package io.memberlist.simulator.check;

import io.memberlist.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * Dead or Left become Alive only by a newer incarnation, or at another address if that may take
 * over the name (§9.3, D32).
 */
public final class RevivalNeedsReason implements Invariant {

  @Override
  public @Nullable String check(@Nullable Snapshot before, Snapshot after) {
    if (before == null || before.rows() == after.rows()) {
      return null;
    }
    for (var row : after.rows().values()) {
      var old = before.rows().get(row.info().name());
      if (old != null && !old.member() && row.member() && !allowed(old, row, after)) {
        return after.name()
            + " revives "
            + row.info().name()
            + ", "
            + old.state()
            + " with incarnation "
            + old.incarnation()
            + ", by "
            + row.incarnation();
      }
    }
    return null;
  }

  private static boolean allowed(Row old, Row row, Snapshot after) {
    if (row.state() != NodeState.ALIVE) {
      return false;
    }
    boolean newer = Row.newer(row.incarnation(), old.incarnation());
    if (old.info().address().equals(row.info().address())) {
      return newer;
    }
    return old.state() == NodeState.LEFT ? newer : !after.reclaim().isZero();
  }
}
