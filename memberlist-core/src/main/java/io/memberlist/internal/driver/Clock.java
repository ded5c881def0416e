package io.memberlist.internal.driver;

import java.time.Instant;

/**
 * One monotonic clock for everything a node does, and the wall clock's reading that belongs to it.
 */
interface Clock {

  /** Nanoseconds; only differences mean something. */
  long nanos();

  /**
   * The wall clock's reading at an instant of the monotonic clock; the same answer for the same
   * argument.
   */
  Instant instant(long nanos);

  /** The machine's clocks, tied together at the moment of the call. */
  static Clock system() {
    long anchorNanos = System.nanoTime();
    var anchor = Instant.now();
    return new Clock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant instant(long nanos) {
        return anchor.plusNanos(nanos - anchorNanos);
      }
    };
  }
}
