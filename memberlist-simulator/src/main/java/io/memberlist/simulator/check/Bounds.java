package io.memberlist.simulator.check;

import io.memberlist.NodeState;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nothing grows beyond its reason: table, rumours, suspicions, timers. */
public final class Bounds implements Invariant {

  /**
   * Probe tick, direct timeout, probe made up for, gossip, state exchange, rejoin, pruning, and one
   * to spare.
   */
  private static final int STANDING_TIMERS = 8;

  private final Set<String> introduced = new HashSet<>();

  @Override
  public @Nullable String check(@Nullable Snapshot before, Snapshot after) {
    introduced.add(after.name());
    int size = after.rows().size();
    if (size > introduced.size()) {
      return after.name()
          + " has "
          + size
          + " records, but only "
          + introduced.size()
          + " nodes ever were";
    }
    if (after.queued() > size) {
      return after.name() + " has " + after.queued() + " rumours for " + size + " records";
    }
    if (before == null || before.rows() != after.rows()) {
      long suspects =
          after.rows().values().stream().filter(row -> row.state() == NodeState.SUSPECT).count();
      if (suspects != after.suspicions()) {
        return after.name()
            + " has "
            + after.suspicions()
            + " suspicions for "
            + suspects
            + " suspects";
      }
    }
    int owners = STANDING_TIMERS + size + after.suspicions() + 2 * after.awaitedAcks();
    return after.timers() <= owners
        ? null
        : after.name() + " has " + after.timers() + " timers, at most " + owners + " have an owner";
  }
}
