package io.memberlist.internal.core;

import java.util.ArrayList;
import java.util.List;

/**
 * A task of §10.1 that sends. In the reference each is a thread, so while a send call of one waits
 * its next steps wait, too, and nothing else does. Here send calls wait in simulations only, from
 * {@link #hold} to {@link #release}.
 */
final class PeriodicTask {

  private final TimerQueue timers;
  private final List<TimerQueue.Action> late = new ArrayList<>();
  private boolean held;
  private boolean waiting;
  private boolean releasing;
  private long releasedAt;

  PeriodicTask(TimerQueue timers) {
    this.timers = timers;
  }

  /** Sets a deadline for a step. One that has come and waits cannot be cancelled any more. */
  TimerQueue.Timer schedule(long at, TimerQueue.Action step) {
    // not in the past: that would look as if the process had been stopped (D39)
    long from = releasing && releasedAt - at > 0 ? releasedAt : at;
    return timers.schedule(from, now -> step(step, now));
  }

  void cancel(TimerQueue.Timer timer) {
    timers.cancel(timer);
  }

  /** Takes a step as soon as no send call waits: now, as a rule. */
  void step(TimerQueue.Action step, long now) {
    if (waiting) {
      late.add(step);
    } else {
      step.fire(now);
    }
  }

  /** The task has made a send call. */
  void sent() {
    waiting |= held;
  }

  /** Send calls do not return from now on. */
  void hold() {
    held = true;
  }

  /** All send calls return; the steps that waited for them follow in their order. */
  void release(long now) {
    held = false;
    waiting = false;
    releasing = true;
    releasedAt = now;
    while (!late.isEmpty()) {
      late.remove(0).fire(now);
    }
    releasing = false;
  }
}
