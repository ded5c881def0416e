package io.memberlist.internal.core;

/**
 * Outcome of an application's ping (§10.8); exactly one of the two is called, on the protocol
 * thread.
 */
public interface PingCallback {
  /** The ack came after that many nanoseconds, at least 1. */
  void answered(long rttNanos);

  /** No ack in time, or the ping could not be sent. */
  void failed(SendResult sent);
}
