package io.memberlist.spring.event;

import io.memberlist.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata, versions or address of a member changed. */
public class NodeUpdatedEvent extends NodeEvent {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Node previousNode;

  /**
   * Made by the publisher.
   *
   * @param origin where and when it happened
   * @param node as it was right after the change
   * @param previousNode last snapshot published under that name, null if there is none
   */
  public NodeUpdatedEvent(EventOrigin origin, Node node, @Nullable Node previousNode) {
    super(origin, node);
    this.previousNode = previousNode;
  }

  /** Last snapshot published under that name, null if there is none. */
  public @Nullable Node getPreviousNode() {
    return previousNode;
  }

  /** Tags before the change; empty if there were none. */
  public Map<String, String> getPreviousTags() {
    return previousNode == null ? Map.of() : previousNode.tags();
  }

  /** Tags now; empty if there are none. */
  public Map<String, String> getTags() {
    return getNode().tags();
  }
}
