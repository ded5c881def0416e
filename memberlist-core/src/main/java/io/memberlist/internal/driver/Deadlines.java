package io.memberlist.internal.driver;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The deadlines thread: what has to happen at an instant outside the core. Actions must not block. */
final class Deadlines {

  private final ScheduledThreadPoolExecutor executor;
  private final Clock clock;

  Deadlines(String node, Clock clock) {
    this.clock = clock;
    executor = new ScheduledThreadPoolExecutor(1, body -> Threads.daemon(node, "deadlines", body));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs the action at the instant, unless cancelled; null after {@link #close()}. */
  @Nullable Future<?> at(long nanos, Runnable action) {
    try {
      return executor.schedule(action, nanos - clock.nanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return null;
    }
  }

  /** Runs the action periodically, first after one period. */
  void every(long periodNanos, Runnable action) {
    executor.scheduleWithFixedDelay(action, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
  }

  /** Cancels everything and waits for the thread, for at most a second. */
  void close() {
    executor.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      executor.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
