package io.memberlist.broadcast;

/** A message to be sent a limited number of times by a {@link TransmitLimitedQueue}. */
public interface Broadcast {

  /** Whether this one makes {@code other} pointless. Only asked about plain broadcasts, §12.1. */
  boolean invalidates(Broadcast other);

  /** The bytes; their number must not change while queued. */
  byte[] message();

  /**
   * Called exactly once, when the broadcast has been sent often enough or was replaced; must not
   * call the queue.
   */
  void finished();
}
