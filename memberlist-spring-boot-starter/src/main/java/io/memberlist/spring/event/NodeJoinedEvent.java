package io.memberlist.spring.event;

import io.memberlist.Node;
import org.jspecify.annotations.Nullable;

/** A node appeared, or came back after it had failed or left; also the own node at its start. */
public class NodeJoinedEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Node previousNode;

  /**
   * Made by the publisher.
   *
   * @param origin where and when it happened
   * @param node as it was right after the change
   * @param previousNode last snapshot published under that name, null if there is none
   */
  public NodeJoinedEvent(EventOrigin origin, Node node, @Nullable Node previousNode) {
    super(origin, node);
    this.previousNode = previousNode;
  }

  /** Last snapshot published under that name, null if there is none. */
  public @Nullable Node getPreviousNode() {
    return previousNode;
  }
}
