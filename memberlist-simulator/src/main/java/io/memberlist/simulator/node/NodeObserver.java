package io.memberlist.simulator.node;

import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.MemberEvent;

/** Is told what nodes do. Times are nanoseconds of virtual time. */
public interface NodeObserver {

  /** An event for a node's application; comes before its delegate is called. */
  default void event(long now, SimNode node, MemberEvent event) {}

  /**
   * Something was done to a node, or a node began or ended something: start, kill, pause, leave,
   * join and the like.
   */
  default void action(long now, SimNode node, String what) {}

  /** A line that a real node would log. */
  default void log(long now, SimNode node, LogEvent line) {}

  /** A node has taken an input and acted on it. */
  default void stepped(long now, SimNode node) {}
}
