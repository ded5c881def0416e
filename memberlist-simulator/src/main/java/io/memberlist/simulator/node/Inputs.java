package io.memberlist.simulator.node;

import io.memberlist.simulator.time.SimClock;
import java.util.ArrayDeque;

/**
 * What waits in front of a node: everything while its process is stopped, everything from outside
 * while it is blocked, packets while it is busy with earlier ones.
 */
final class Inputs {

  private final SimClock clock;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private long processingNanos;
  private int limit = Integer.MAX_VALUE;
  private long busyUntil;
  private int inProcess;
  private int waitingPackets;
  private boolean stopped;
  private long dropped;

  Inputs(SimClock clock) {
    this.clock = clock;
  }

  void behave(Behaviour behaviour) {
    processingNanos = behaviour.processingNanos();
    limit = behaviour.receiveBuffer();
  }

  /** Packets that found the receive buffer full. */
  long dropped() {
    return dropped;
  }

  boolean stopped() {
    return stopped;
  }

  void stop() {
    stopped = true;
  }

  /** Handles everything that has waited, in order. */
  void resume() {
    stopped = false;
    waitingPackets = 0;
    while (!stopped && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  /** The process ended: what waited is gone. */
  void clear() {
    stopped = false;
    waiting.clear();
    waitingPackets = 0;
    inProcess = 0;
    busyUntil = 0;
  }

  void take(Runnable input) {
    if (stopped) {
      waiting.add(input);
    } else {
      input.run();
    }
  }

  /** Whether a packet that comes now is handled at once. */
  boolean immediate() {
    return !stopped && processingNanos == 0;
  }

  void takePacket(Runnable packet) {
    if (stopped) {
      if (waitingPackets < limit) {
        waitingPackets++;
        waiting.add(packet);
      } else {
        dropped++;
      }
    } else if (processingNanos == 0) {
      packet.run();
    } else {
      process(packet);
    }
  }

  private void process(Runnable packet) {
    if (inProcess >= limit) {
      dropped++;
      return;
    }
    inProcess++;
    busyUntil = Math.max(busyUntil, clock.now()) + processingNanos;
    clock.at(
        busyUntil,
        () -> {
          inProcess = Math.max(0, inProcess - 1);
          take(packet);
        });
  }
}
