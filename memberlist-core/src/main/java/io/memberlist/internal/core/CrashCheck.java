package io.memberlist.internal.core;

import org.jspecify.annotations.Nullable;

/**
 * A connection was refused: the silent member is pinged a few times more before that counts, since
 * packets may be lost and firewalls refuse as well.
 */
final class CrashCheck {

  private static final int PINGS = 6;

  private final PeriodicTask task;
  private final long pauseNanos;
  private final Runnable ping;
  private final TimerQueue.Action verdict;
  private int sent;
  private boolean over;
  private TimerQueue.@Nullable Timer next;

  /**
   * A check that has not begun.
   *
   * @param probeTimeoutNanos twice the time that all pings take
   * @param ping sends one
   * @param verdict called when all of them stayed unanswered for a while, unless it is cancelled
   */
  CrashCheck(PeriodicTask task, long probeTimeoutNanos, Runnable ping, TimerQueue.Action verdict) {
    this.task = task;
    this.pauseNanos = duration(probeTimeoutNanos) / PINGS;
    this.ping = ping;
    this.verdict = verdict;
  }

  /** How long it takes until the verdict. */
  static long duration(long probeTimeoutNanos) {
    return probeTimeoutNanos / 2;
  }

  void begin(long now) {
    step(now);
  }

  private void step(long now) {
    if (over) {
      return;
    }
    if (sent == PINGS) {
      next = null;
      verdict.fire(now);
      return;
    }
    sent++;
    ping.run();
    next = task.schedule(now + pauseNanos, this::step);
  }

  void cancel() {
    over = true;
    if (next != null) {
      task.cancel(next);
      next = null;
    }
  }
}
