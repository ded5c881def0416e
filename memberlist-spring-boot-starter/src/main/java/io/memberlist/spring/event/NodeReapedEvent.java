package io.memberlist.spring.event;

import io.memberlist.Memberlist;
import io.memberlist.Node;

/** The record of a failed or left node was dropped. */
public class NodeReapedEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  /** Made by the publisher. */
  public NodeReapedEvent(Memberlist memberlist, long sequence, Node node, boolean local) {
    super(memberlist, sequence, node, local);
  }
}
