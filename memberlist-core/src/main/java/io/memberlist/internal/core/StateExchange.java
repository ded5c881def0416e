package io.memberlist.internal.core;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.RemoteState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules of the state exchange that need no table of their own (§8.3, §8.4, §9.1): stateless, for
 * any thread.
 */
public final class StateExchange {

  private static final int FIRST_VERSION_WITH_PORT = 2;
  private static final NodeState[] STATES = NodeState.values();

  private StateExchange() {}

  /**
   * Port fix-up (§8.3 step 5), and drops records whose address cannot be used where it would be
   * needed (D3).
   */
  public static RemoteState prepare(RemoteState remote, int ownProtocolVersion, int bindPort) {
    List<PushNodeState> usable = new ArrayList<>(remote.nodes().size());
    for (PushNodeState node : remote.nodes()) {
      if (state(node) != NodeState.ALIVE || node.address().usable()) {
        NodeAddress address = withPort(node.address(), ownProtocolVersion, bindPort);
        usable.add(
            new PushNodeState(
                node.name(),
                address,
                node.meta(),
                node.incarnation(),
                node.state(),
                node.versions()));
      }
    }
    return new RemoteState(remote.join(), usable, remote.userState());
  }

  /** Port fix-up (§1.4): no port, or a protocol version without ports, means the own one. */
  static NodeAddress withPort(NodeAddress address, int ownProtocolVersion, int bindPort) {
    boolean missing = ownProtocolVersion < FIRST_VERSION_WITH_PORT || address.port() == 0;
    return missing ? address.withPort(bindPort) : address;
  }

  /** The state a record claims; null if there is none of that number (§9.6). */
  static @Nullable NodeState state(PushNodeState node) {
    boolean known = node.state() >= 0 && node.state() < STATES.length;
    return known ? STATES[(int) node.state()] : null;
  }

  /**
   * Compatibility check (§9.1) of both sides' records; null if compatible, else what does not fit.
   */
  public static @Nullable Mismatch verify(MembershipView view, RemoteState remote) {
    List<PushNodeState> local = view.records();
    Range protocol = new Range(0);
    Range delegate = new Range(3);
    for (PushNodeState node : remote.nodes()) {
      if (state(node) == NodeState.ALIVE && node.versions().length >= 5) {
        protocol.narrow(node.versions());
        delegate.narrow(node.versions());
      }
    }
    for (PushNodeState node : local) {
      if (state(node) == NodeState.ALIVE) {
        protocol.narrow(node.versions());
        delegate.narrow(node.versions());
      }
    }
    Mismatch mismatch = misfit(remote.nodes(), protocol, delegate);
    return mismatch != null ? mismatch : misfit(local, protocol, delegate);
  }

  private static @Nullable Mismatch misfit(
      List<PushNodeState> nodes, Range protocol, Range delegate) {
    for (PushNodeState node : nodes) {
      if (!protocol.contains(node.versions())) {
        return protocol.mismatch(node, false);
      }
      if (!delegate.contains(node.versions())) {
        return delegate.mismatch(node, true);
      }
    }
    return null;
  }

  /**
   * All remote records as the merge delegate sees them (§8.4); those of an unknown state are left
   * out.
   */
  public static List<Node> mergeNodes(RemoteState remote, Instant now) {
    List<Node> nodes = new ArrayList<>(remote.nodes().size());
    for (PushNodeState node : remote.nodes()) {
      NodeState state = state(node);
      if (state != null) {
        NodeInfo info = new NodeInfo(node.name(), node.address(), node.meta(), node.versions());
        nodes.add(info.node(state, node.incarnation(), now, null));
      }
    }
    return nodes;
  }

  /**
   * Why two sides are not compatible.
   *
   * @param node whose record does not fit
   * @param delegate whether the application's versions are meant
   * @param current version that node speaks
   * @param min lowest version everybody understands
   * @param max highest version everybody understands
   */
  public record Mismatch(String node, boolean delegate, int current, int min, int max) {}

  /**
   * Versions that all of some nodes understand; of a vector, three bytes from an offset on are
   * looked at.
   */
  private static final class Range {
    private final int offset;
    private int min;
    private int max = 255;

    Range(int offset) {
      this.offset = offset;
    }

    void narrow(byte[] versions) {
      min = Math.max(min, versions[offset] & 255);
      max = Math.min(max, versions[offset + 1] & 255);
    }

    boolean contains(byte[] versions) {
      return min <= current(versions) && current(versions) <= max;
    }

    Mismatch mismatch(PushNodeState node, boolean delegate) {
      return new Mismatch(node.name(), delegate, current(node.versions()), min, max);
    }

    private int current(byte[] versions) {
      return versions.length < NodeInfo.VERSIONS ? 0 : versions[offset + 2] & 255;
    }
  }
}
