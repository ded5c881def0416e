package io.memberlist.spring.event;

import io.memberlist.Node;
import io.memberlist.NodeState;

/**
 * A node is no longer a member, whatever the reason; a failure is the subclass {@link
 * NodeFailedEvent}.
 */
public class NodeLeftEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  /** Why a node is gone. */
  public enum Reason {
    /** It said goodbye. */
    LEFT,
    /** It did not answer any more. */
    FAILED
  }

  /**
   * Made by the publisher.
   *
   * @param origin where and when it happened
   * @param node as it was right after the change
   */
  public NodeLeftEvent(EventOrigin origin, Node node) {
    super(origin, node);
  }

  /** Why it is gone. */
  public Reason getReason() {
    return getNode().state() == NodeState.LEFT ? Reason.LEFT : Reason.FAILED;
  }
}
