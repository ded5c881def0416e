package io.memberlist.transport;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between failed attempts: 5 ms, doubling up to 1 s (§16.3). For one thread. */
final class BackOff {

  private static final long FIRST_NANOS = 5_000_000;
  private static final long LONGEST_NANOS = 1_000_000_000;

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void nanos(long nanos) throws InterruptedException;
  }

  private final Pause pause;
  private long nextNanos = FIRST_NANOS;

  BackOff(Pause pause) {
    this.pause = pause;
  }

  /** A pause that ends early when {@code stopped} is released. */
  static Pause until(CountDownLatch stopped) {
    return nanos -> {
      var ignored = stopped.await(nanos, TimeUnit.NANOSECONDS);
    };
  }

  void succeeded() {
    nextNanos = FIRST_NANOS;
  }

  void failed() throws InterruptedException {
    long nanos = nextNanos;
    nextNanos = Math.min(2 * nanos, LONGEST_NANOS);
    pause.nanos(nanos);
  }
}
