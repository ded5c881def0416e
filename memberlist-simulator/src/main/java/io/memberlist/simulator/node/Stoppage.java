package io.memberlist.simulator.node;

import io.memberlist.internal.core.Core;
import io.memberlist.internal.wire.NodeAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;

/** What waits while the process of a node is paused or blocked. */
final class Stoppage {

  private record Packet(NodeAddress to, byte[] bytes) {}

  private final SimNode node;
  private final World world;
  private final Inputs inputs;
  private final ArrayDeque<Packet> held = new ArrayDeque<>();
  private boolean blocked;
  private boolean timerWaits;

  Stoppage(SimNode node, World world) {
    this.node = node;
    this.world = world;
    inputs = new Inputs(world.clock());
  }

  void behave(Behaviour behaviour) {
    inputs.behave(behaviour);
  }

  boolean stopped() {
    return inputs.stopped();
  }

  /** Packets that found the receive buffer full. */
  long dropped() {
    return inputs.dropped();
  }

  /** The process ended: what waited is gone. */
  void clear() {
    blocked = false;
    timerWaits = false;
    held.clear();
    inputs.clear();
  }

  /** Inputs and timers wait. */
  void pause(Life paused, Duration time) {
    inputs.stop();
    world.clock().after(time, () -> resume(paused));
  }

  private void resume(Life paused) {
    if (!paused.running() || !inputs.stopped() || blocked) {
      return;
    }
    world.action(node, "resume");
    boolean timersFirst = paused.random.nextBoolean();
    if (timersFirst) {
      fireWaiting(paused);
    }
    inputs.resume();
    if (!timersFirst) {
      fireWaiting(paused);
    }
  }

  private void fireWaiting(Life paused) {
    if (timerWaits) {
      timerWaits = false;
      paused.onTime();
    }
  }

  /** Whoever sends or receives waits for the end of the call. */
  void block(Life current, Duration time) {
    blocked = true;
    inputs.stop();
    current.enter((core, now) -> core.holdSends());
    world.clock().after(time, () -> unblock(current));
  }

  /** First the packets that wait, then what those who sent them do next, then what has come. */
  private void unblock(Life current) {
    if (!current.running() || !blocked) {
      return;
    }
    world.action(node, "unblock");
    blocked = false;
    for (var packet = held.poll(); packet != null; packet = held.poll()) {
      world.network().send(node, packet.to, packet.bytes, packet.bytes.length);
    }
    current.enter(Core::releaseSends);
    inputs.resume();
  }

  /** An input that is not a packet. */
  void take(Runnable input) {
    inputs.take(input);
  }

  void packet(Life receiver, byte[] packet, NodeAddress source) {
    if (inputs.immediate()) {
      receiver.packet(packet, source);
    } else {
      inputs.takePacket(
          () -> {
            if (receiver.running()) {
              receiver.packet(packet, source);
            }
          });
    }
  }

  void send(NodeAddress to, byte[] buffer, int length) {
    if (blocked) {
      held.add(new Packet(to, Arrays.copyOf(buffer, length)));
    } else {
      world.network().send(node, to, buffer, length);
    }
  }

  void timerDue(Life due) {
    if (inputs.stopped() && !blocked) {
      timerWaits = true;
    } else {
      due.onTime();
    }
  }
}
