package io.memberlist.simulator.check;

import org.jspecify.annotations.Nullable;

/** The address of an Alive or Suspect record never changes (§9.3 step 4). */
public final class AddressKept implements Invariant {

  @Override
  public @Nullable String check(@Nullable Snapshot before, Snapshot after) {
    if (before == null || before.rows() == after.rows()) {
      return null;
    }
    for (var row : after.rows().values()) {
      var old = before.rows().get(row.info().name());
      if (old != null && old.member() && !old.info().address().equals(row.info().address())) {
        return after.name()
            + " moves the live "
            + row.info().name()
            + " from "
            + old.info().address()
            + " to "
            + row.info().address();
      }
    }
    return null;
  }
}
