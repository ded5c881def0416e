package io.memberlist.spring.event;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import java.util.List;

/** A node did not answer somebody; it still counts as a member. */
public class NodeSuspectedEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  private final transient List<String> accusers;

  /**
   * Made by the publisher.
   *
   * @param accusers names of the nodes that could not reach it
   */
  public NodeSuspectedEvent(
      Memberlist memberlist, long sequence, Node node, boolean local, List<String> accusers) {
    super(memberlist, sequence, node, local);
    this.accusers = List.copyOf(accusers);
  }

  /** Names of the nodes that could not reach it. */
  public List<String> getAccusers() {
    return accusers;
  }
}
