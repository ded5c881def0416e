package io.memberlist.interop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, never for times. */
final class Await {

  /** Long enough for anything that is going to happen, also on a busy machine. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    until(() -> what, LIMIT, condition);
  }

  /**
   * Returns once the condition holds.
   *
   * @param what what is awaited, evaluated when the wait has failed; say what there was instead
   * @throws AssertionError if the limit has passed
   */
  static void until(Supplier<String> what, Duration limit, BooleanSupplier condition) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + limit.toMillis() + " ms: " + what.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The condition holds now and all the time until the duration has passed. */
  static void remains(Supplier<String> what, Duration duration, BooleanSupplier condition) {
    var end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() - end < 0) {
      if (!condition.getAsBoolean()) {
        throw new AssertionError("no longer: " + what.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
