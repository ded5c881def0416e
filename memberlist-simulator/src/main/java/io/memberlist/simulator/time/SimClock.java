package io.memberlist.simulator.time;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Virtual time of one run, in nanoseconds from 0, and everything that is going to happen. Time
 * moves only from event to event; events of the same moment happen in the order of their creation.
 */
public final class SimClock {

  private final EventQueue events = new EventQueue();
  private long now;
  private long steps;

  /** Nanoseconds since the start of the run. */
  public long now() {
    return now;
  }

  /** Number of events that have happened. */
  public long steps() {
    return steps;
  }

  /** Number of events to come. */
  public int pending() {
    return events.size();
  }

  /** Lets the event happen at that time; at once, but not inside this call, if that is past. */
  public void at(long nanos, SimEvent event) {
    events.add(event, Math.max(nanos, now));
  }

  /** As {@link #at(long, SimEvent)}. */
  public void at(long nanos, Runnable action) {
    at(nanos, new Call(action));
  }

  /** As {@link #at(long, SimEvent)}, counted from now. */
  public void after(Duration delay, Runnable action) {
    at(now + delay.toNanos(), action);
  }

  private static final class Call extends SimEvent {
    private final Runnable action;

    private Call(Runnable action) {
      this.action = action;
    }

    @Override
    protected void fire() {
      action.run();
    }
  }

  /** Lets the next event happen; false if there is none. */
  public boolean step() {
    if (events.isEmpty()) {
      return false;
    }
    var event = events.poll();
    now = event.at;
    steps++;
    event.fire();
    return true;
  }

  /** Lets everything happen that belongs to the next moments, and moves on to their end. */
  public void run(Duration time) {
    runUntil(now + time.toNanos());
  }

  /** Lets everything happen until a moment, that moment included. */
  public void runUntil(long nanos) {
    while (events.nextAt() <= nanos) {
      step();
    }
    now = Math.max(now, nanos);
  }

  /**
   * Runs until a condition holds, which is tested after every event.
   *
   * @return whether it holds; if not, the limit has passed
   */
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    long end = now + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (events.nextAt() > end) {
        now = end;
        return false;
      }
      step();
    }
    return true;
  }
}
