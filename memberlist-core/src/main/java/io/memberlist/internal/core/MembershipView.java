package io.memberlist.internal.core;

import io.memberlist.Node;
import io.memberlist.NodeDetails;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import java.util.List;
import java.util.Optional;

/** The member table at one moment: immutable, safe to share; public records are made when first asked for. */
public final class MembershipView {

  /** A view of nothing. */
  public static MembershipView empty() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Alive and suspect nodes, the own one included, in table order. */
  public List<Node> members() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** All records, in table order. */
  public List<Node> allNodes() {
    throw new UnsupportedOperationException("skeleton");
  }

  public int numMembers() {
    throw new UnsupportedOperationException("skeleton");
  }

  public Optional<Node> node(String name) {
    throw new UnsupportedOperationException("skeleton");
  }

  public Optional<NodeDetails> details(String name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The own node, also when its record is too old to be sent (D22). */
  public Node local() {
    throw new UnsupportedOperationException("skeleton");
  }

  public int healthScore() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of records in a state, for the gauges of §8.3 step 3. */
  public int count(NodeState state) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of records, §1.3. */
  public int estimatedNodes() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of alive and suspect members other than the own node. */
  public int othersAlive() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Records for a state exchange (§8.3 step 2), in table order. */
  public List<PushNodeState> records() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether an alive or suspect record has the address. */
  public boolean hasMemberAt(NodeAddress address) {
    throw new UnsupportedOperationException("skeleton");
  }
}
