package io.memberlist.internal.driver;

import io.memberlist.OperationInterruptedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Naming threads and waiting for what they do. */
final class Threads {

  private Threads() {}

  /** A daemon thread {@code memberlist-<node>-<role>}, not started. */
  static Thread daemon(String node, String role, Runnable body) {
    var thread = new Thread(body, "memberlist-" + node + "-" + role);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits for the answer; what it failed with is thrown. An interrupted thread does not get it,
   * even if it is there.
   */
  static <T> T await(CompletableFuture<T> future, String what) {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(what);
    }
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw interrupted(what);
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
  }

  /** As {@link #await(CompletableFuture, String)}, for a limited time. */
  static <T> T await(Future<T> future, long limitNanos, String what) throws TimeoutException {
    try {
      return future.get(limitNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted(what);
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
  }

  private static OperationInterruptedException interrupted(String what) {
    Thread.currentThread().interrupt();
    return new OperationInterruptedException(what + " was interrupted");
  }

  private static RuntimeException unchecked(ExecutionException e) {
    var cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(cause);
  }

  /** The duration in nanoseconds, however long it is. */
  static long nanos(Duration limit) {
    try {
      return limit.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Waits for the thread's end, ignoring interrupts but restoring the flag; false if it goes on
   * after the limit.
   */
  static boolean join(Thread thread, Duration limit) {
    if (thread == Thread.currentThread()) {
      return false;
    }
    boolean interrupted = false;
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (thread.isAlive()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedJoin(thread, left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
