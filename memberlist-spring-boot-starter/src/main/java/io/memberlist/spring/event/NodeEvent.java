package io.memberlist.spring.event;

import io.memberlist.Node;

/** Something happened to one node of the cluster, perhaps the own one. */
public abstract class NodeEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  private final transient Node node;
  private final boolean local;

  /**
   * For subclasses.
   *
   * @param origin where and when it happened
   * @param node as it was right after the change
   */
  protected NodeEvent(EventOrigin origin, Node node) {
    super(origin);
    this.node = node;
    this.local = node.name().equals(origin.memberlist().config().name());
  }

  /** The node as it was right after the change. */
  public Node getNode() {
    return node;
  }

  /** Whether it is the own node. */
  public boolean isLocal() {
    return local;
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + node + "]";
  }
}
