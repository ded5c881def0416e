package io.memberlist.simulator.network;

import io.memberlist.internal.wire.NodeAddress;

/** Who is attached to the network. */
public interface Endpoint {

  /** Its number, 0 up, which keeps through address changes. */
  int number();

  /** Where it is reached now. */
  NodeAddress address();

  /** What a dialling peer meets now. */
  Reach reach();

  /** A packet arrives; the array is the receiver's. Also called for one that is not listening. */
  void onPacket(byte[] packet, NodeAddress source);

  /**
   * Somebody dialled and wrote; the answer goes to {@link SimStream#answer}, or {@link
   * SimStream#close} without one.
   */
  void onStream(SimStream stream, byte[] request);
}
