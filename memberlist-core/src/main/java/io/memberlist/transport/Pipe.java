package io.memberlist.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bytes one way, with a buffer of limited size; both ends may be closed at any time. */
final class Pipe {

  private static final int CAPACITY = 65_536;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final byte[] buffer = new byte[CAPACITY];
  private int start;
  private int filled;
  private boolean noMoreWrites;
  private boolean noMoreReads;

  /** How long a blocked call may wait; throws once the time is over. */
  @FunctionalInterface
  interface TimeLeft {
    long nanos() throws SocketTimeoutException;
  }

  /** As {@code InputStream.read}. */
  int read(byte[] target, int offset, int length, TimeLeft timeLeft) throws IOException {
    lock.lock();
    try {
      timeLeft.nanos();
      while (length > 0 && filled == 0 && !noMoreWrites && !noMoreReads) {
        await(timeLeft);
      }
      if (noMoreReads) {
        throw new SocketException("the stream is closed");
      }
      if (filled == 0) {
        return length == 0 ? 0 : -1;
      }
      int count = Math.min(length, filled);
      for (int i = 0; i < count; i++) {
        target[offset + i] = buffer[(start + i) % CAPACITY];
      }
      start = (start + count) % CAPACITY;
      filled -= count;
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** As {@code OutputStream.write}. */
  void write(byte[] source, int offset, int length, TimeLeft timeLeft) throws IOException {
    lock.lock();
    try {
      int written = 0;
      while (written < length) {
        timeLeft.nanos();
        if (noMoreWrites || noMoreReads) {
          throw new SocketException("the stream is closed");
        }
        if (filled == CAPACITY) {
          await(timeLeft);
        } else {
          buffer[(start + filled) % CAPACITY] = source[offset + written];
          filled++;
          written++;
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private void await(TimeLeft timeLeft) throws IOException {
    changed.signalAll();
    try {
      long ignored = changed.awaitNanos(timeLeft.nanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while waiting for the other end").initCause(e);
    }
  }

  /** The reader still gets what was written. */
  void endWriting() {
    lock.lock();
    try {
      noMoreWrites = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The writer learns it with its next write. */
  void endReading() {
    lock.lock();
    try {
      noMoreReads = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Makes waiting calls look at their time limit again. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
