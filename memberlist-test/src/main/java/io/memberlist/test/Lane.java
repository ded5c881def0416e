package io.memberlist.test;

import io.memberlist.simulator.time.SimClock;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of one application, one at a time and in order, outside the protocol: what the callbacks
 * and messages threads of a real node are.
 */
final class Lane {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.test");

  private final VirtualTime time;
  private final SimClock clock;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean scheduled;
  private boolean busy;

  Lane(VirtualTime time, SimClock clock) {
    this.time = time;
    this.clock = clock;
  }

  /** By the protocol. */
  void add(Runnable call) {
    waiting.add(call);
    if (!scheduled) {
      scheduled = true;
      clock.at(
          clock.now(),
          () -> {
            scheduled = false;
            drain();
          });
    }
  }

  /** Makes all calls that wait, unless one is being made. */
  void drain() {
    if (busy) {
      return;
    }
    busy = true;
    try {
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        call(next);
      }
    } finally {
      busy = false;
    }
  }

  /** As on a real node: logged, and the next call is made. */
  private void call(Runnable next) {
    try {
      time.application(next);
    } catch (RuntimeException e) {
      log.error("A delegate failed", e);
    }
  }

  int size() {
    return waiting.size();
  }

  void clear() {
    waiting.clear();
  }
}
