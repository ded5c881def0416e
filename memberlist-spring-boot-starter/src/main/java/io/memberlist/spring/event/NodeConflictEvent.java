package io.memberlist.spring.event;

import io.memberlist.Memberlist;
import io.memberlist.Node;

/** Somebody at another address claims the name of a node. */
public class NodeConflictEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  private final transient Node other;

  /**
   * Made by the publisher.
   *
   * @param other the claimant
   */
  public NodeConflictEvent(
      Memberlist memberlist, long sequence, Node node, boolean local, Node other) {
    super(memberlist, sequence, node, local);
    this.other = other;
  }

  /** The claimant, who is refused; only name, address, port and metadata are known. */
  public Node getOther() {
    return other;
  }
}
