package io.memberlist.internal.driver;

import io.memberlist.transport.StreamConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads for streams, made on demand and ended after 30 s of idleness, and the streams that are
 * open.
 */
final class Streams implements Executor {

  private static final int OUTBOUND = 64;
  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor pool;
  private final Deadlines deadlines;
  private final Clock clock;
  private final Set<TimedStream> open = ConcurrentHashMap.newKeySet();
  private final Set<Thread> busy = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Semaphore outbound = new Semaphore(OUTBOUND);
  private volatile boolean closed;

  Streams(String node, @Nullable ThreadFactory custom, Deadlines deadlines, Clock clock) {
    this.deadlines = deadlines;
    this.clock = clock;
    var numbers = new AtomicInteger();
    ThreadFactory factory =
        custom != null
            ? custom
            : body -> Threads.daemon(node, "stream-" + numbers.getAndIncrement(), body);
    pool =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            body -> factory.newThread(() -> live(body)));
  }

  /**
   * A thread remembers itself and leaves it to the next one to forget it: while it runs, even the
   * last of its instructions, {@link #close} can wait for it.
   */
  private void live(Runnable body) {
    threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    threads.add(Thread.currentThread());
    body.run();
  }

  /**
   * Runs the task on a stream thread.
   *
   * @throws RejectedExecutionException after {@link #close}, or if the system has no thread left
   */
  @Override
  public void execute(Runnable task) {
    try {
      pool.execute(() -> run(task));
    } catch (OutOfMemoryError e) {
      throw new RejectedExecutionException("no thread for a stream: " + e.getMessage(), e);
    }
  }

  private void run(Runnable task) {
    busy.add(Thread.currentThread());
    try {
      task.run();
    } finally {
      busy.remove(Thread.currentThread());
    }
  }

  /** Whether the caller is one of the stream threads, inside a delegate for instance. */
  boolean isCurrentThread() {
    return busy.contains(Thread.currentThread());
  }

  /** Watches over a connection from now on; closes it at once after {@link #close}. */
  TimedStream adopt(StreamConnection connection) {
    var stream = new TimedStream(connection, this, deadlines, clock);
    open.add(stream);
    if (closed) {
      stream.close();
    }
    return stream;
  }

  void closed(TimedStream stream) {
    open.remove(stream);
  }

  /**
   * Waits for one of the 64 places for outbound streams; false if there was none in time or the
   * node is shut down.
   */
  boolean acquireOutbound(long limitNanos) {
    try {
      return outbound.tryAcquire(limitNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void releaseOutbound() {
    outbound.release();
  }

  boolean isClosed() {
    return closed;
  }

  /** The node is about to be shut down: what fails from now on is no news. */
  void stopping() {
    closed = true;
  }

  /**
   * Closes all streams and waits for their threads, for a limited time; who does not end then is
   * interrupted. A stream thread that calls this, out of a delegate, does not wait.
   */
  void close(Duration limit) {
    closed = true;
    pool.shutdown();
    open.forEach(TimedStream::close);
    if (isCurrentThread()) {
      return;
    }
    if (!awaitEnd(limit)) {
      pool.shutdownNow();
      awaitEnd(limit);
    }
  }

  /** Once the pool has ended, every thread it ever started has remembered itself. */
  private boolean awaitEnd(Duration limit) {
    long end = clock.nanos() + limit.toNanos();
    boolean ended = awaitPool(end);
    for (var thread : threads) {
      ended &= Threads.join(thread, Duration.ofNanos(Math.max(0, end - clock.nanos())));
    }
    return ended;
  }

  /** Ignores interrupts but restores the flag. */
  private boolean awaitPool(long end) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return pool.awaitTermination(end - clock.nanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
