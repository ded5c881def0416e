package io.memberlist.spring.event;

import io.memberlist.Node;

/** A node did not answer any more and was declared dead. */
public class NodeFailedEvent extends NodeLeftEvent {
  private static final long serialVersionUID = 1L;

  /**
   * Made by the publisher.
   *
   * @param origin where and when it happened
   * @param node as it was right after the change
   */
  public NodeFailedEvent(EventOrigin origin, Node node) {
    super(origin, node);
  }
}
