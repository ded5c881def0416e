package io.memberlist.internal.core;

import io.memberlist.Node;
import io.memberlist.broadcast.NamedBroadcast;
import io.memberlist.internal.wire.NodeAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions of the core that need an answer now. */
public interface Hooks {

  /** Whether the alive delegate, if there is one, admits the node (§9.3 step 3). */
  boolean admits(Node candidate);

  /** Whether there is an alive delegate at all. */
  boolean asksAliveDelegate();

  /** Whether the allow list, if there is one, has the address (§13.3). */
  boolean addressAllowed(NodeAddress address);

  /** Application broadcasts for a packet, without type byte; empty without a delegate (§12.3). */
  List<byte[]> userBroadcasts(int overhead, int limit);

  /**
   * Whether {@link #userBroadcasts} may have something now. False only if that is certain, so that
   * the gossip timer can rest; a delegate that cannot tell answers true.
   */
  boolean mayHaveUserBroadcasts();

  /** Payload for acks; null without a ping delegate. */
  byte @Nullable [] ackPayload();

  /**
   * Bytes that the layers around messages take from a packet now: label, encryption, and, if so,
   * checksum (§3.5).
   */
  int layerOverhead(boolean crc);

  /**
   * Reading of the monotonic clock, to measure how long something took; decisions are made by the
   * {@code now} of each input.
   */
  long nanos();

  /**
   * The same announcement, perhaps a copy that other tables hold, too: many nodes in one process
   * save memory with it.
   */
  default NodeInfo shared(NodeInfo announced) {
    return announced;
  }

  /** The same rumour, perhaps a copy that other queues hold, too, for the same reason. */
  default NamedBroadcast shared(NamedBroadcast rumour) {
    return rumour;
  }

  /** The wall clock's reading at an instant of the monotonic clock. */
  Instant instant(long nanos);
}
