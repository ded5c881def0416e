package io.memberlist.spring.ui;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One open page: a bounded queue, and a task that writes while there is something to write (L-35).
 * Thread-safe.
 */
final class PageClient {

  private static final int MAX_EVENTS = 64;
  private static final int MAX_BYTES = 256 * 1024;
  private static final long PATIENCE_MILLIS = 15_000;
  private static final long SILENCE_MILLIS = 10_000;
  private static final long NOT_BEHIND = -1;
  private static final Frame HEARTBEAT = new Frame(null, "", "");

  private final String view;
  private final boolean traffic;
  private final PageSink sink;
  private final Executor writers;
  private final Deque<Frame> queue = new ArrayDeque<>();
  private int bytes;
  private boolean writing;
  private boolean closing;
  private boolean closed;
  private long behindSince = NOT_BEHIND;
  private long lastSent;
  private @Nullable Thread writer;

  /**
   * A page that has been sent nothing.
   *
   * @param traffic whether it wants to see single messages
   */
  PageClient(String view, boolean traffic, PageSink sink, Executor writers, long now) {
    this.view = view;
    this.traffic = traffic;
    this.sink = sink;
    this.writers = writers;
    lastSent = now;
  }

  String view() {
    return view;
  }

  /** Queues an event; a full queue is dropped, and the client wants a whole state. */
  synchronized void offer(Frame frame, long now) {
    if (closed || closing || behindSince != NOT_BEHIND) {
      return;
    }
    if (queue.size() >= MAX_EVENTS || bytes + frame.bytes() > MAX_BYTES) {
      if (!queue.isEmpty()) {
        queue.clear();
        bytes = 0;
        behindSince = now;
        return;
      }
    }
    add(frame, now);
  }

  boolean traffic() {
    return traffic;
  }

  /** Whether all it was sent is written. */
  synchronized boolean idle() {
    return !closed && !closing && queue.isEmpty() && !writing;
  }

  /** Sends a comment if nothing was sent for a while. */
  void heartbeat(long now) {
    if (now - lastSent >= SILENCE_MILLIS && idle()) {
      offer(HEARTBEAT, now);
    }
  }

  private void add(Frame frame, long now) {
    queue.addLast(frame);
    bytes += frame.bytes();
    lastSent = now;
    if (!writing) {
      writing = true;
      writers.execute(this::drain);
    }
  }

  /** Whether a whole state is wanted now: the client was behind and has written what it had. */
  synchronized boolean caughtUp() {
    if (behindSince != NOT_BEHIND && queue.isEmpty() && !writing) {
      behindSince = NOT_BEHIND;
      return true;
    }
    return false;
  }

  /** Whether the client has been behind for too long. */
  synchronized boolean tooSlow(long now) {
    return behindSince != NOT_BEHIND && now - behindSince > PATIENCE_MILLIS;
  }

  /** Says goodbye after what is queued, then closes. */
  synchronized void end(Frame bye, long now) {
    if (!closed && !closing) {
      add(bye, now);
      closing = true;
    }
  }

  /** Closes without waiting for a write that does not end. */
  void abort() {
    Thread blocked;
    synchronized (this) {
      closed = true;
      queue.clear();
      blocked = writer;
    }
    sink.close();
    if (blocked != null) {
      blocked.interrupt();
    }
  }

  synchronized boolean closed() {
    return closed;
  }

  private void drain() {
    synchronized (this) {
      writer = Thread.currentThread();
    }
    for (var frame = next(); frame != null; frame = next()) {
      if (!sent(frame)) {
        return;
      }
    }
  }

  private boolean sent(Frame frame) {
    try {
      if (frame == HEARTBEAT) {
        sink.heartbeat();
      } else {
        sink.send(frame);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      close();
      return false;
    }
  }

  private @Nullable Frame next() {
    synchronized (this) {
      var frame = closed ? null : queue.pollFirst();
      if (frame != null) {
        bytes -= frame.bytes();
        return frame;
      }
      writing = false;
      writer = null;
      if (!closing) {
        return null;
      }
    }
    close();
    return null;
  }

  private void close() {
    synchronized (this) {
      closed = true;
      queue.clear();
      writing = false;
      writer = null;
    }
    sink.close();
  }
}
