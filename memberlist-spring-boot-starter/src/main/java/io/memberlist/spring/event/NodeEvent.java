package io.memberlist.spring.event;

import io.memberlist.Memberlist;
import io.memberlist.Node;

/** Something happened to one node of the cluster, perhaps the own one. */
public abstract class NodeEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  private final transient Node node;
  private final boolean local;

  /**
   * For subclasses.
   *
   * @param node as it was right after the change
   * @param local whether it is the own node
   */
  protected NodeEvent(Memberlist memberlist, long sequence, Node node, boolean local) {
    super(memberlist, sequence);
    this.node = node;
    this.local = local;
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
