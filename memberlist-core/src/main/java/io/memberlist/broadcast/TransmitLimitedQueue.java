package io.memberlist.broadcast;

import java.util.List;
import java.util.function.IntSupplier;

/** Broadcasts in the order of how often they were sent, each sent a limited number of times (§12.1). Thread-safe. */
public final class TransmitLimitedQueue {

  /** A queue for clusters of {@code numNodes} nodes, see {@code retransmitMult} of §11.2. */
  public TransmitLimitedQueue(int retransmitMult, IntSupplier numNodes) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Adds a broadcast, §12.1. */
  public void queueBroadcast(Broadcast broadcast) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Messages whose (length + {@code overhead}) sum up to at most {@code limit}; counts as one transmission of each. */
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of broadcasts waiting. */
  public int numQueued() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Sum of the lengths of all waiting messages. */
  public long queuedBytes() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Removes the named broadcast, finishing it; nothing happens if there is none. */
  public void remove(String name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Finishes and removes all. */
  public void reset() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Keeps at most {@code maxRetain}, dropping the last in order. */
  public void prune(int maxRetain) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Runs after each submission, on the submitting thread, so that a sender can wake up. */
  public void onQueued(Runnable listener) {
    throw new UnsupportedOperationException("skeleton");
  }
}
