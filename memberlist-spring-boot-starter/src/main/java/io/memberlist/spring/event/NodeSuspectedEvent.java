package io.memberlist.spring.event;

import io.memberlist.Node;
import java.util.List;

/** A node did not answer somebody; it still counts as a member. */
public class NodeSuspectedEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  private final transient List<String> accusers;

  /**
   * Made by the publisher.
   *
   * @param origin where and when it happened
   * @param node as it was right after the change
   * @param accusers names of the nodes that could not reach it
   */
  public NodeSuspectedEvent(EventOrigin origin, Node node, List<String> accusers) {
    super(origin, node);
    this.accusers = List.copyOf(accusers);
  }

  /** Names of the nodes that could not reach it. */
  public List<String> getAccusers() {
    return accusers;
  }
}
