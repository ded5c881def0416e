package io.memberlist.internal.driver;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines thread: what has to happen at an instant outside the core. Actions must not block.
 */
final class Deadlines {

  private final ScheduledThreadPoolExecutor executor;
  private final Clock clock;
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  Deadlines(String node, Clock clock) {
    this.clock = clock;
    executor =
        new ScheduledThreadPoolExecutor(
            1, body -> remember(Threads.daemon(node, "deadlines", body)));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private Thread remember(Thread thread) {
    threads.add(thread);
    return thread;
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
    threads.forEach(thread -> Threads.join(thread, Duration.ofSeconds(1)));
  }
}
