package io.memberlist;

import java.util.List;

/**
 * Is told what happens to members: one call at a time, in order, on the callbacks thread; may block
 * and call anything.
 */
public interface EventDelegate {

  /**
   * A node appeared, or came back after it had died or left. The own node's join comes first of
   * all.
   */
  default void notifyJoin(Node node) {}

  /** A node died or left; its state tells which. */
  default void notifyLeave(Node node) {}

  /** Metadata, versions or address of a live node changed. */
  default void notifyUpdate(Node node) {}

  /**
   * A node became suspect.
   *
   * @param accusers names of the nodes that could not reach it
   */
  default void notifySuspect(Node node, List<String> accusers) {}

  /** A suspect proved to be alive. */
  default void notifyRecover(Node node) {}

  /** The record of a dead or left node was dropped. */
  default void notifyReap(Node node) {}

  /** A rejoin round (§21.1) reached somebody. */
  default void notifyRejoin(JoinResult result) {}
}
