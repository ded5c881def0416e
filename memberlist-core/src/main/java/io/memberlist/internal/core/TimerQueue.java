package io.memberlist.internal.core;

/** All deadlines of a node; ties fire in the order of creation. */
final class TimerQueue {

  /** What happens at a deadline. */
  @FunctionalInterface
  interface Action {
    void fire(long now);
  }

  /** A deadline that was set. */
  static final class Timer {}

  /** Fires {@code action} once, when {@link #fireDue} is called at or after {@code at}. */
  Timer schedule(long at, Action action) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Removes a deadline at once; nothing happens if it has fired or was cancelled. */
  void cancel(Timer timer) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** {@code Long.MAX_VALUE} if there is none. */
  long nextDeadline() {
    throw new UnsupportedOperationException("skeleton");
  }

  void fireDue(long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  void clear() {
    throw new UnsupportedOperationException("skeleton");
  }
}
