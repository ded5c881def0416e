package io.memberlist.spring.event;

import io.memberlist.Memberlist;
import io.memberlist.Node;

/** A suspect proved to be alive. */
public class NodeRecoveredEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  /** Made by the publisher. */
  public NodeRecoveredEvent(Memberlist memberlist, long sequence, Node node, boolean local) {
    super(memberlist, sequence, node, local);
  }
}
