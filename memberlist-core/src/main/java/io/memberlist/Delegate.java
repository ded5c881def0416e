package io.memberlist;

import io.memberlist.broadcast.TransmitLimitedQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application's side of a node (§15.1). Every method has a harmless default. */
public interface Delegate {

  /**
   * Metadata to announce. Called by the thread that starts or updates the node.
   *
   * @param limit most bytes allowed, 512
   * @return at most {@code limit} bytes; empty for none
   */
  default byte[] nodeMeta(int limit) {
    return new byte[0];
  }

  /**
   * A user message arrived. Called one at a time on the messages thread; may block and call
   * everything.
   */
  default void notifyMsg(byte[] message) {}

  /**
   * Messages to send along with the next packet. Called on the protocol thread: quick,
   * non-blocking.
   *
   * @param overhead bytes that each message costs besides its own
   * @param limit the sum of (length + {@code overhead}) must not exceed it
   */
  default List<byte[]> getBroadcasts(int overhead, int limit) {
    var queue = broadcastQueue();
    return queue == null ? List.of() : queue.getBroadcasts(overhead, limit);
  }

  /**
   * The queue that {@link #getBroadcasts} takes everything from. A node that knows it rests while
   * it is empty, instead of asking in every gossip interval. Asked when the node starts, which then
   * is the queue's listener.
   *
   * @return null, the default, if messages may come from elsewhere
   */
  default @Nullable TransmitLimitedQueue broadcastQueue() {
    return null;
  }

  /**
   * State to hand to a peer in a state exchange. Called on stream threads, possibly several at
   * once.
   *
   * @param join whether the exchange is part of a join
   * @return at most 20 MiB; empty for none
   */
  default byte[] localState(boolean join) {
    return new byte[0];
  }

  /**
   * A peer's state, never empty. Called on stream threads, possibly several at once.
   *
   * @param join whether the exchange is part of a join
   */
  default void mergeRemoteState(byte[] state, boolean join) {}
}
