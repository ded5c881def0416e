package io.memberlist;

import java.time.Duration;

/** Adds bytes to acks and is told round-trip times (§15.6). */
public interface PingDelegate {

  /**
   * Bytes to send with every ack; they must fit a packet. Called on the protocol thread: quick,
   * non-blocking.
   */
  default byte[] ackPayload() {
    return new byte[0];
  }

  /** A probe was answered directly. Called on the callbacks thread. */
  default void notifyPingComplete(Node node, Duration rtt, byte[] payload) {}
}
