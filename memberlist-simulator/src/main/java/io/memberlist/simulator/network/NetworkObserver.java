package io.memberlist.simulator.network;

import io.memberlist.internal.wire.NodeAddress;

/**
 * Is told of all traffic. Endpoints are given by number, times in nanoseconds of virtual time;
 * arrays are not to be kept or changed.
 */
public interface NetworkObserver {

  /** An endpoint sent a packet, the first {@code length} bytes of the buffer. */
  default void packetSent(long now, int from, NodeAddress to, byte[] buffer, int length) {}

  /** The network lost a packet. */
  default void packetLost(long now, int from, NodeAddress to, int length) {}

  /** A packet has come to an endpoint. */
  default void packetDelivered(long now, int from, int to, byte[] packet) {}

  /** Bytes were written to a stream. */
  default void streamWritten(long now, int from, int to, byte[] bytes) {}

  /** A stream came to nothing. */
  default void streamFailed(long now, int from, NodeAddress to, StreamFailure why) {}
}
