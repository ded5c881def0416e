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

  PeriodicTask(TimerQueue timers) {
    this.timers = timers;
  }

  /** Sets a deadline for a step. One that has come and waits cannot be cancelled any more. */
  TimerQueue.Timer schedule(long at, TimerQueue.Action step) {
    return timers.schedule(at, now -> step(step, now));
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
    while (!late.isEmpty()) {
      late.remove(0).fire(now);
    }
  }
}
