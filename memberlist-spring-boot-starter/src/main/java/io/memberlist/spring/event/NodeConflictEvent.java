package io.memberlist.spring.event;

import io.memberlist.Node;

/** Somebody at another address claims the name of a node. */
public class NodeConflictEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  private final transient Node other;

  /**
   * Made by the publisher.
   *
   * @param origin where and when it happened
   * @param node as it was right after the change
   * @param other the claimant
   */
  public NodeConflictEvent(EventOrigin origin, Node node, Node other) {
    super(origin, node);
    this.other = other;
  }

  /** The claimant, who is refused; only name, address, port and metadata are known. */
  public Node getOther() {
    return other;
  }
}
