package io.memberlist.simulator.check;

import io.memberlist.internal.core.MemberEvent;
import org.jspecify.annotations.Nullable;

/**
 * Something that must hold after every step of every node. May remember what it has seen; one
 * instance for one run.
 */
public interface Invariant {

  /**
   * Looks at a node after a step.
   *
   * @param before the same node after its last step in the same life; null after the first
   * @return what is wrong, null if nothing
   */
  @Nullable String check(@Nullable Snapshot before, Snapshot after);

  /** An event for a node's application, before the check of the step it belongs to. */
  default @Nullable String event(String node, int life, MemberEvent.Change event) {
    return null;
  }
}
