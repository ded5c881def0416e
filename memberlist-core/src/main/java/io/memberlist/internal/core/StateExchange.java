package io.memberlist.internal.core;

import io.memberlist.Node;
import io.memberlist.internal.wire.RemoteState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of the state exchange that need no table of their own (§8.3, §8.4, §9.1): stateless, for any thread. */
public final class StateExchange {

  private StateExchange() {}

  /** Port fix-up (§8.3 step 5), and drops records whose address cannot be used where it would be needed (D3). */
  public static RemoteState prepare(RemoteState remote, int ownProtocolVersion, int bindPort) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Compatibility check (§9.1) of both sides' records; null if compatible, else what does not fit. */
  public static @Nullable Mismatch verify(MembershipView view, RemoteState remote) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** All remote records as the merge delegate sees them (§8.4). */
  public static List<Node> mergeNodes(RemoteState remote, java.time.Instant now) {
    throw new UnsupportedOperationException("skeleton");
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
}
