package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.RemoteState;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The switchboard of the protocol: inputs come in here, in order, and go to the collaborator that owns the matter. Single
 * writer: all methods but {@link #view()}'s result are for one thread. Times are nanoseconds of one monotonic clock.
 */
public final class Core {

  /** What becomes of a request to forget a node. */
  public enum Forgotten {
    DONE,
    UNKNOWN,
    /** The node is alive or suspect. */
    REFUSED
  }

  /**
   * A core that does nothing yet.
   *
   * @param self what to announce as the own address
   * @param meta own metadata, null for none
   */
  public Core(
      Config config,
      CoreOptions options,
      NodeAddress self,
      byte @Nullable [] meta,
      Output output,
      Hooks hooks,
      RandomGenerator random) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Announces the own node (§9.8) and arms the periodic timers. False if the own node was refused (alive delegate, versions):
   * the core must not be used then.
   */
  public boolean start(long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** One decoded packet message; user messages do not come here. */
  public void onMessage(Message message, NodeAddress source, long receivedNanos, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Fires everything due. */
  public void onTime(long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** When {@link #onTime} is wanted next; {@code Long.MAX_VALUE} if there is nothing to wait for. */
  public long nextDeadline() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Takes a peer's verified records over (§9.6). */
  public void merge(RemoteState remote, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A stream that {@link Output} was told to start has ended. */
  public void onExchangeEnded(long exchangeId, ExchangeResult result, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Leaves (§14.7, D20, D36); {@code done} when the goodbye is spread, at once if nobody else is there or the node had left. */
  public void leave(Completion done, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Announces new metadata (§14.6); {@code done} when that is spread, at once if nobody else is there. */
  public void updateNode(byte @Nullable [] meta, Completion done, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** After {@link #leave}: announces the node anew with the next incarnation (D20). False if it was refused. */
  public boolean announceAnew(byte @Nullable [] meta, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** An application's ping (§10.8). */
  public void ping(String name, NodeAddress to, PingCallback callback, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A random alive member other than the own node, for {@code sync}; null if there is none. */
  public @Nullable PeerAddress randomPeer() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Drops the record of a dead or left node, also from the lost members. */
  public Forgotten forget(String name, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Tells the core that an application broadcast was queued, so that the gossip timer is armed. */
  public void onUserBroadcastQueued(long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether the own node has left and was not announced anew. */
  public boolean hasLeft() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of rumours waiting. */
  public int queuedBroadcasts() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Changes whenever {@link #view()} would. */
  public long version() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The table as it is now; immutable, rebuilt only after changes. */
  public MembershipView view() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Cancels all timers; nothing is sent or changed any more. */
  public void stop() {
    throw new UnsupportedOperationException("skeleton");
  }
}
