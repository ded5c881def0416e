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

  /** Receive buffer of a node that takes its time for each; the first is in process. */
  private final ArrayDeque<Runnable> buffer = new ArrayDeque<>();

  private long processingNanos;
  private int limit = Integer.MAX_VALUE;
  private boolean processing;
  private int waitingPackets;
  private boolean stopped;
  private long dropped;
  private int epoch;

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

  /** Handles everything that has waited, in order; packets as fast as the node can. */
  void resume() {
    stopped = false;
    waitingPackets = 0;
    while (!stopped && !waiting.isEmpty()) {
      waiting.remove().run();
    }
    handleNext();
  }

  /** The process ended: what waited is gone. */
  void clear() {
    stopped = false;
    waiting.clear();
    waitingPackets = 0;
    buffer.clear();
    processing = false;
    epoch++;
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
    if (processingNanos > 0) {
      takeSlowly(packet);
    } else if (!stopped) {
      packet.run();
    } else if (waitingPackets < limit) {
      waitingPackets++;
      waiting.add(packet);
    } else {
      dropped++;
    }
  }

  private void takeSlowly(Runnable packet) {
    if (buffer.size() < limit) {
      buffer.add(packet);
      handleNext();
    } else {
      dropped++;
    }
  }

  private void handleNext() {
    if (stopped || processing || buffer.isEmpty()) {
      return;
    }
    processing = true;
    int begun = epoch;
    clock.at(
        clock.now() + processingNanos,
        () -> {
          if (begun == epoch) {
            handle();
          }
        });
  }

  private void handle() {
    processing = false;
    if (!stopped) {
      buffer.remove().run();
      handleNext();
    }
  }
}
