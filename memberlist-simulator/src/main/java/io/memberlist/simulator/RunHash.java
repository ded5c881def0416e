package io.memberlist.simulator;

import io.memberlist.internal.core.MemberEvent;
import io.memberlist.simulator.network.NetworkObserver;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.time.SimRandom;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * 64 bits over everything that happened: all delivered packets with their time, all data of
 * streams, all membership events. Equal for the same seed on every machine and version of Java.
 */
final class RunHash implements NetworkObserver, NodeObserver {

  private final CRC32C crc = new CRC32C();
  private long hash;

  long value() {
    return hash;
  }

  @Override
  public void packetDelivered(long now, int from, int to, byte[] packet) {
    add(now, from, to, packet);
  }

  @Override
  public void streamWritten(long now, int from, int to, byte[] bytes) {
    add(now, ~from, to, bytes);
  }

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (event instanceof MemberEvent.Change change) {
      var name = change.node().name().getBytes(StandardCharsets.UTF_8);
      add(now + change.node().incarnation(), node.number(), ~change.kind().ordinal(), name);
    }
  }

  private void add(long now, int from, int to, byte[] bytes) {
    crc.reset();
    crc.update(bytes, 0, bytes.length);
    long what = crc.getValue() << 32 | bytes.length;
    long who = (long) from << 32 | to & 0xffffffffL;
    hash = SimRandom.mix(SimRandom.mix(SimRandom.mix(hash ^ now) + who) ^ what);
  }
}
