package io.memberlist.internal.core;

import java.util.Comparator;
import java.util.TreeSet;

/** All deadlines of a node; ties fire in the order of creation. */
final class TimerQueue {

  /** What happens at a deadline. */
  @FunctionalInterface
  interface Action {
    void fire(long now);
  }

  /** A deadline that was set. */
  static final class Timer {
    private final long at;
    private final long number;
    private final Action action;

    private Timer(long at, long number, Action action) {
      this.at = at;
      this.number = number;
      this.action = action;
    }

    /** By difference, as all instants of the monotonic clock. */
    private static int order(Timer one, Timer other) {
      int byTime = Long.signum(one.at - other.at);
      return byTime != 0 ? byTime : Long.compare(one.number, other.number);
    }
  }

  private static final Comparator<Timer> ORDER = Timer::order;

  private final TreeSet<Timer> timers = new TreeSet<>(ORDER);
  private long created;

  /** Fires {@code action} once, when {@link #fireDue} is called at or after {@code at}. */
  Timer schedule(long at, Action action) {
    var timer = new Timer(at, created++, action);
    timers.add(timer);
    return timer;
  }

  /** Removes a deadline at once; nothing happens if it has fired or was cancelled. */
  void cancel(Timer timer) {
    timers.remove(timer);
  }

  /** {@code Long.MAX_VALUE} if there is none. */
  long nextDeadline() {
    return timers.isEmpty() ? Long.MAX_VALUE : timers.first().at;
  }

  /**
   * Fires everything due, also what becomes due meanwhile; what an action schedules for {@code now}
   * comes last.
   */
  void fireDue(long now) {
    while (!timers.isEmpty() && now - timers.first().at >= 0) {
      timers.pollFirst().action.fire(now);
    }
  }

  int size() {
    return timers.size();
  }

  void clear() {
    timers.clear();
  }
}
