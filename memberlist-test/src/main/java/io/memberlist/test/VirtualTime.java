package io.memberlist.test;

import io.memberlist.simulator.SimCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Moves virtual time, from event to event, by whichever thread wants something of the nodes; one
 * thread at a time.
 */
final class VirtualTime {

  private final SimCluster world;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> between = new CopyOnWriteArrayList<>();

  /** Whether the protocol is on the stack of the thread that has the lock. */
  private boolean inProtocol;

  VirtualTime(SimCluster world) {
    this.world = world;
  }

  /** Is called between any two events of {@link #advance} and {@link #await}, without the lock. */
  void between(Runnable action) {
    between.add(action);
  }

  long now() {
    return call(() -> world.clock().now());
  }

  /** Asks the nodes for something, or tells them something. */
  <T> T call(Supplier<T> action) {
    lock.lock();
    boolean before = inProtocol;
    inProtocol = true;
    try {
      return action.get();
    } finally {
      inProtocol = before;
      lock.unlock();
    }
  }

  void run(Runnable action) {
    call(
        () -> {
          action.run();
          return true;
        });
  }

  /** Calls the application, which may wait for the protocol. */
  void application(Runnable callback) {
    lock.lock();
    boolean before = inProtocol;
    inProtocol = false;
    try {
      callback.run();
    } finally {
      inProtocol = before;
      lock.unlock();
    }
  }

  /** Whether the calling thread was called by the protocol, which therefore cannot go on. */
  boolean inProtocol() {
    return lock.isHeldByCurrentThread() && inProtocol;
  }

  void refuseInProtocol(String operation) {
    if (inProtocol()) {
      throw new IllegalStateException(
          operation
              + " waits for the protocol and cannot be called from a delegate that the protocol waits"
              + " for; in virtual time these are all but events and messages");
    }
  }

  /** Lets everything happen that belongs to the next moments. */
  void advance(Duration time) {
    refuseInProtocol("advance");
    if (time.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + time);
    }
    long end = now() + time.toNanos();
    letOthers();
    while (step(end)) {
      letOthers();
    }
  }

  /** Lets everything happen until a condition holds; false if it does not by then. */
  boolean await(BooleanSupplier condition, Duration limit) {
    refuseInProtocol("waiting");
    long end = now() + limit.toNanos();
    letOthers();
    while (!condition.getAsBoolean()) {
      if (!step(end)) {
        return condition.getAsBoolean();
      }
      letOthers();
    }
    return true;
  }

  private void letOthers() {
    if (!lock.isHeldByCurrentThread()) {
      between.forEach(Runnable::run);
    }
  }

  /**
   * Lets everything happen until something that a node was told to do is done, without giving
   * others a turn; false if it is not by then.
   */
  boolean complete(BooleanSupplier done, Duration limit) {
    lock.lock();
    try {
      long end = world.clock().now() + limit.toNanos();
      while (!done.getAsBoolean()) {
        if (!step(end)) {
          return done.getAsBoolean();
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** One event; false if there is none until that moment, which it then is. */
  private boolean step(long end) {
    return call(
        () -> {
          var once = new Once();
          var left = Duration.ofNanos(Math.max(0, end - world.clock().now()));
          return world.clock().runUntil(once, left);
        });
  }

  /** True from the second time on. */
  private static final class Once implements BooleanSupplier {
    private boolean asked;

    @Override
    public boolean getAsBoolean() {
      boolean before = asked;
      asked = true;
      return before;
    }
  }
}
