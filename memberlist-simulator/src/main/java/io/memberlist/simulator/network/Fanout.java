package io.memberlist.simulator.network;

import io.memberlist.internal.wire.NodeAddress;
import java.util.ArrayList;
import java.util.List;

/** Tells all observers, in the order in which they came. */
final class Fanout implements NetworkObserver {

  private final List<NetworkObserver> all = new ArrayList<>();

  void add(NetworkObserver observer) {
    all.add(observer);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  @Override
  public void packetSent(long now, int from, NodeAddress to, byte[] buffer, int length) {
    for (var each : all) {
      each.packetSent(now, from, to, buffer, length);
    }
  }

  @Override
  public void packetLost(long now, int from, NodeAddress to, int length) {
    for (var each : all) {
      each.packetLost(now, from, to, length);
    }
  }

  @Override
  public void packetDelivered(long now, int from, int to, byte[] packet) {
    for (var each : all) {
      each.packetDelivered(now, from, to, packet);
    }
  }

  @Override
  public void streamWritten(long now, int from, int to, byte[] bytes) {
    for (var each : all) {
      each.streamWritten(now, from, to, bytes);
    }
  }

  @Override
  public void streamFailed(long now, int from, NodeAddress to, StreamFailure why) {
    for (var each : all) {
      each.streamFailed(now, from, to, why);
    }
  }
}
