package io.memberlist.internal.driver;

import io.memberlist.internal.core.Core;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the core thread, in three lanes with a bound each (architecture 4.2): urgent, then
 * high, then low; FIFO within a lane. After {@link #close()} everything offered is discarded, so
 * that nobody waits for room.
 */
final class Inbox {

  /** Work for the core thread. */
  @FunctionalInterface
  interface Task {
    void run(Core core, long now);

    /** The node was shut down before it could run. */
    default void discarded() {}
  }

  private static final int URGENT = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Lane urgent = new Lane(URGENT, Long.MAX_VALUE);
  private final Lane high;
  private final Lane low;
  private boolean sleeping;
  private boolean closed;

  /**
   * An empty inbox.
   *
   * @param depth {@code HandoffQueueDepth}: most messages in each of the lanes high and low
   * @param limitBytes most bytes in each of them (D6)
   */
  Inbox(int depth, long limitBytes) {
    high = new Lane(depth, limitBytes);
    low = new Lane(depth, limitBytes);
  }

  /**
   * Into the urgent lane; waits for room, ignoring interrupts. The task is discarded if the inbox
   * is closed.
   */
  void put(Task task) {
    lock.lock();
    try {
      while (!closed && !urgent.hasRoom(0)) {
        room.awaitUninterruptibly();
      }
      if (!closed) {
        urgent.add(task, 0);
        wake();
        return;
      }
    } finally {
      lock.unlock();
    }
    task.discarded();
  }

  /**
   * Into the urgent lane, beyond its bound if need be: for callers that must not wait, of a task
   * that is there once at most.
   */
  void putNow(Task task) {
    lock.lock();
    try {
      if (!closed) {
        urgent.add(task, 0);
        wake();
        return;
      }
    } finally {
      lock.unlock();
    }
    task.discarded();
  }

  /** Into the high lane; false if it is full. */
  boolean offerHigh(Task task, int bytes) {
    return offer(high, task, bytes);
  }

  /** Into the low lane; false if it is full. */
  boolean offerLow(Task task, int bytes) {
    return offer(low, task, bytes);
  }

  private boolean offer(Lane lane, Task task, int bytes) {
    lock.lock();
    try {
      if (closed) {
        return true;
      }
      if (!lane.hasRoom(bytes)) {
        return false;
      }
      lane.add(task, bytes);
      wake();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    if (sleeping) {
      sleeping = false;
      arrived.signal();
    }
  }

  /**
   * Core thread: waits until there is something to do, for at most the given time, or the inbox is
   * closed.
   */
  void await(long limitNanos) {
    lock.lock();
    try {
      long left = limitNanos;
      while (!closed && left > 0 && urgent.isEmpty() && high.isEmpty() && low.isEmpty()) {
        sleeping = true;
        left = sleep(left);
      }
    } finally {
      sleeping = false;
      lock.unlock();
    }
  }

  private long sleep(long nanos) {
    try {
      return arrived.awaitNanos(nanos);
    } catch (InterruptedException e) {
      return nanos; // nobody has reason to interrupt the core thread; closing the inbox ends it
    }
  }

  /** Core thread: moves up to {@code limit} urgent tasks to {@code target}. */
  void drainUrgent(List<Task> target, int limit) {
    lock.lock();
    try {
      boolean full = !urgent.hasRoom(0);
      urgent.drainTo(target, limit);
      if (full) {
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Core thread: moves up to {@code limit} tasks of the high lane to {@code target}, or of the low
   * one if that is empty.
   */
  void drainBulk(List<Task> target, int limit) {
    lock.lock();
    try {
      (high.isEmpty() ? low : high).drainTo(target, limit);
    } finally {
      lock.unlock();
    }
  }

  /** Number of tasks that wait in all lanes. */
  int size() {
    lock.lock();
    try {
      return urgent.entries.size() + high.entries.size() + low.entries.size();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Discards what waits and what will come. */
  void close() {
    List<Task> waiting = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      for (var lane : List.of(urgent, high, low)) {
        lane.drainTo(waiting, Integer.MAX_VALUE);
      }
      arrived.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    waiting.forEach(Task::discarded);
  }

  /** A queue bounded in number and bytes. */
  private static final class Lane {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final int limit;
    private final long limitBytes;
    private long bytes;

    private Lane(int limit, long limitBytes) {
      this.limit = limit;
      this.limitBytes = limitBytes;
    }

    private boolean hasRoom(int more) {
      return entries.size() < limit && bytes + more <= limitBytes;
    }

    private boolean isEmpty() {
      return entries.isEmpty();
    }

    private void add(Task task, int size) {
      entries.add(new Entry(task, size));
      bytes += size;
    }

    private void drainTo(List<Task> target, int most) {
      for (int i = 0; i < most && !entries.isEmpty(); i++) {
        var entry = entries.remove();
        bytes -= entry.bytes;
        target.add(entry.task);
      }
    }
  }

  private record Entry(Task task, int bytes) {}
}
