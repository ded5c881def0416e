package io.memberlist.simulator.measure;

import io.memberlist.simulator.network.NetworkObserver;

/** Counts what is delivered. */
final class Traffic implements NetworkObserver {

  private long packets;
  private long bytes;

  @Override
  public void packetDelivered(long now, int from, int to, byte[] packet) {
    packets++;
    bytes += packet.length;
  }

  void reset() {
    packets = 0;
    bytes = 0;
  }

  long packets() {
    return packets;
  }

  long bytes() {
    return bytes;
  }
}
