package io.memberlist.internal.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All deadlines of a node; ties fire in the order of creation. A binary heap whose entries know
 * their place, so that a deadline which is not wanted any more leaves at once.
 */
final class TimerQueue {

  private static final int CAPACITY = 8;
  private static final int NOWHERE = -1;

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
    private int place = NOWHERE;

    private Timer(long at, long number, Action action) {
      this.at = at;
      this.number = number;
      this.action = action;
    }

    /** By difference, as all instants of the monotonic clock. */
    private boolean before(Timer other) {
      return at != other.at ? at - other.at < 0 : number < other.number;
    }
  }

  private @Nullable Timer[] heap = new Timer[CAPACITY];
  private int size;
  private long created;

  /** Fires {@code action} once, when {@link #fireDue} is called at or after {@code at}. */
  Timer schedule(long at, Action action) {
    var timer = new Timer(at, created++, action);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    raise(timer, size++);
    return timer;
  }

  /** Removes a deadline at once; nothing happens if it has fired or was cancelled. */
  void cancel(Timer timer) {
    int place = timer.place;
    if (place == NOWHERE) {
      return;
    }
    timer.place = NOWHERE;
    var last = at(--size);
    heap[size] = null;
    if (last == timer) {
      return;
    }
    if (place > 0 && last.before(at((place - 1) >>> 1))) {
      raise(last, place);
    } else {
      sink(last, place);
    }
  }

  /** {@code Long.MAX_VALUE} if there is none. */
  long nextDeadline() {
    return size == 0 ? Long.MAX_VALUE : at(0).at;
  }

  /**
   * Fires everything due, also what becomes due meanwhile; what an action schedules for {@code now}
   * comes last.
   */
  void fireDue(long now) {
    while (size > 0 && now - at(0).at >= 0) {
      var first = at(0);
      cancel(first);
      first.action.fire(now);
    }
  }

  int size() {
    return size;
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      at(i).place = NOWHERE;
    }
    Arrays.fill(heap, 0, size, null);
    size = 0;
  }

  private void raise(Timer timer, int from) {
    int place = from;
    while (place > 0) {
      var parent = at((place - 1) >>> 1);
      if (!timer.before(parent)) {
        break;
      }
      put(parent, place);
      place = (place - 1) >>> 1;
    }
    put(timer, place);
  }

  private void sink(Timer timer, int from) {
    int place = from;
    for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && at(child + 1).before(at(child))) {
        child++;
      }
      if (!at(child).before(timer)) {
        break;
      }
      put(at(child), place);
      place = child;
    }
    put(timer, place);
  }

  private void put(Timer timer, int place) {
    heap[place] = timer;
    timer.place = place;
  }

  private Timer at(int place) {
    var timer = heap[place];
    if (timer == null) {
      throw new IllegalStateException("no timer at " + place + " of " + size);
    }
    return timer;
  }
}
