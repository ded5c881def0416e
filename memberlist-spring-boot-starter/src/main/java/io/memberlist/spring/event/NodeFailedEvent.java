package io.memberlist.spring.event;

import io.memberlist.Memberlist;
import io.memberlist.Node;

/** A node did not answer any more and was declared dead. */
public class NodeFailedEvent extends NodeLeftEvent {
  private static final long serialVersionUID = 1L;

  /** Made by the publisher. */
  public NodeFailedEvent(Memberlist memberlist, long sequence, Node node, boolean local) {
    super(memberlist, sequence, node, local);
  }
}
