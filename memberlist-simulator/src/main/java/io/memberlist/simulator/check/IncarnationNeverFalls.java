package io.memberlist.simulator.check;

import org.jspecify.annotations.Nullable;

/**
 * A record's incarnation never falls unless the record was dropped in between or took another
 * address (§9.3).
 */
public final class IncarnationNeverFalls implements Invariant {

  @Override
  public @Nullable String check(@Nullable Snapshot before, Snapshot after) {
    if (before == null || before.rows() == after.rows()) {
      return null;
    }
    for (var row : after.rows().values()) {
      var old = before.rows().get(row.info().name());
      if (old != null
          && Row.newer(old.incarnation(), row.incarnation())
          && old.info().address().equals(row.info().address())) {
        return after.name()
            + " lowers the incarnation of "
            + row.info().name()
            + " from "
            + old.incarnation()
            + " to "
            + row.incarnation();
      }
    }
    return null;
  }
}
