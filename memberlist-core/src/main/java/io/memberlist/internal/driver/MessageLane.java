package io.memberlist.internal.driver;

import io.memberlist.Delegate;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.metrics.Metric;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages thread: hands user messages to the application, one at a time. Bounded in number and
 * bytes (D6): messages of packets are dropped when it is full, a stream waits.
 */
final class MessageLane implements Runnable {

  private final Delegate delegate;
  private final int limit;
  private final long limitBytes;
  private final Measurements measurements;
  private final RateLimitedLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  MessageLane(Delegate delegate, int limit, long limitBytes, Measurements measurements, Logs logs) {
    this.delegate = delegate;
    this.limit = limit;
    this.limitBytes = limitBytes;
    this.measurements = measurements;
    this.log = logs.transport();
  }

  /** A message of a packet; false if there is no room and it was dropped. */
  boolean offer(byte[] message) {
    lock.lock();
    try {
      if (!hasRoom(message.length)) {
        measurements.count(Metric.PACKETS_DROPPED_QUEUE_FULL);
        return false;
      }
      enqueue(message);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A message of a stream: waits for room; false if there was none within the limit. */
  boolean offer(byte[] message, long limitNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = limitNanos;
      while (!hasRoom(message.length)) {
        if (left <= 0 || closed) {
          return false;
        }
        left = room.awaitNanos(left);
      }
      enqueue(message);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Number of messages that wait. */
  int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom(int size) {
    return queue.size() < limit && bytes + size <= limitBytes && !closed;
  }

  private void enqueue(byte[] message) {
    queue.add(message);
    bytes += message.length;
    arrived.signal();
  }

  /** The thread ends as soon as everything queued is delivered. */
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signal();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is queued; for an application that does not return in time. */
  void discard() {
    lock.lock();
    try {
      queue.clear();
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    for (var message = next(); message != null; message = next()) {
      try {
        delegate.notifyMsg(message);
      } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
        log.log(Level.ERROR, "The delegate failed to take a user message", e);
      }
    }
  }

  private byte @Nullable [] next() {
    lock.lock();
    try {
      while (queue.isEmpty()) {
        if (closed) {
          return null;
        }
        arrived.awaitUninterruptibly();
      }
      var message = queue.remove();
      bytes -= message.length;
      room.signalAll();
      return message;
    } finally {
      lock.unlock();
    }
  }
}
