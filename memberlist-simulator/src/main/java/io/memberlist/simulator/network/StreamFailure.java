package io.memberlist.simulator.network;

/** Why a stream came to nothing. */
public enum StreamFailure {
  /** Nobody listens there. */
  REFUSED,
  TIMED_OUT,
  /** The peer's process ended in between. */
  RESET
}
