package io.memberlist.spring.event;

import io.memberlist.Node;

/** The record of a failed or left node was dropped. */
public class NodeReapedEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  /**
   * Made by the publisher.
   *
   * @param origin where and when it happened
   * @param node as it was right after the change
   */
  public NodeReapedEvent(EventOrigin origin, Node node) {
    super(origin, node);
  }
}
