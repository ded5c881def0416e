package io.memberlist.spring.event;

import io.memberlist.Node;
import java.util.List;

/** A suspect proved to be alive. */
public class NodeRecoveredEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  private final transient List<String> accusers;

  /**
   * Made by the publisher.
   *
   * @param origin where and when it happened
   * @param node as it was right after the change
   * @param accusers names of the nodes that had not reached it when it became suspect
   */
  public NodeRecoveredEvent(EventOrigin origin, Node node, List<String> accusers) {
    super(origin, node);
    this.accusers = List.copyOf(accusers);
  }

  /** Names of the nodes that had not reached it when it became suspect. */
  public List<String> getAccusers() {
    return accusers;
  }
}
