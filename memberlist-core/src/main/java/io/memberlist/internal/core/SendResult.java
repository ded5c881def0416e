package io.memberlist.internal.core;

/** What came of sending a packet (§10.7 step 5). */
public enum SendResult {
  SENT,
  /** The network refused it: as good as lost, the probe goes on. */
  REMOTE_FAILURE,
  /** This node could not send it: no fault of the peer. */
  LOCAL_FAILURE
}
