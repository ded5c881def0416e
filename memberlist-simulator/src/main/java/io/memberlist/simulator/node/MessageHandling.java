package io.memberlist.simulator.node;

import io.memberlist.Delegate;
import io.memberlist.simulator.time.SimClock;

/**
 * The application's message handler: one message at a time, behind a bounded queue, beside the
 * protocol.
 */
final class MessageHandling {

  private final SimClock clock;
  private final Delegate delegate;
  private final long handlerNanos;
  private final int limit;
  private long busyUntil;
  private int waiting;
  private boolean closed;

  MessageHandling(SimClock clock, Delegate delegate, long handlerNanos, int limit) {
    this.clock = clock;
    this.delegate = delegate;
    this.handlerNanos = handlerNanos;
    this.limit = limit;
  }

  /** False if the queue is full. */
  boolean offer(byte[] message) {
    if (waiting >= limit) {
      return false;
    }
    if (handlerNanos == 0) {
      deliver(message);
      return true;
    }
    waiting++;
    busyUntil = Math.max(busyUntil, clock.now()) + handlerNanos;
    clock.at(
        busyUntil,
        () -> {
          waiting--;
          deliver(message);
        });
    return true;
  }

  private void deliver(byte[] message) {
    if (closed) {
      return;
    }
    try {
      delegate.notifyMsg(message);
    } catch (RuntimeException e) {
      // as on a real node: logged, and the next message gets its chance
      return;
    }
  }

  void close() {
    closed = true;
  }
}
