package io.memberlist.spring.ui;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
  private static final long LIFE_MILLIS = Duration.ofMinutes(30).toMillis();
  private static final long NOT_BEHIND = -1;
  private static final int INTERRUPTIONS = 500;
  private static final Frame HEARTBEAT = new Frame(null, "", "");
  private static final Frame SLOW = new Frame(null, "bye", "{\"reason\":\"slow\"}");

  private final String view;
  private final boolean traffic;
  private final PageSink sink;
  private final Executor writers;
  private final long opened;
  private final Deque<Frame> beginning = new ArrayDeque<>();
  private final Deque<Frame> queue = new ArrayDeque<>();
  private int bytes;
  private boolean writing;
  private long written;
  private boolean closing;
  private boolean closed;
  private long behindSince = NOT_BEHIND;
  private long lastSent;
  private long progress;
  private long progressAt;
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
    opened = now;
    lastSent = now;
    progressAt = now;
  }

  String view() {
    return view;
  }

  /** Sends what a stream begins with, however much that is: without it the rest is of no use. */
  synchronized void begin(List<Frame> frames, long now) {
    if (!closed && !closing) {
      beginning.addAll(frames);
      write(now);
    }
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
    return !closed && !closing && !writing && beginning.isEmpty() && queue.isEmpty();
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
    write(now);
  }

  private void write(long now) {
    lastSent = now;
    if (!writing) {
      writing = true;
      progressAt = now;
      writers.execute(this::drain);
    }
  }

  /** Whether a whole state is wanted now: the client was behind and has written what it had. */
  synchronized boolean caughtUp() {
    if (behindSince != NOT_BEHIND && !writing) {
      behindSince = NOT_BEHIND;
      return true;
    }
    return false;
  }

  /**
   * Whether the client has been behind, or a single write has taken, for too long. To be asked all
   * the time: progress is what has changed since the last question.
   */
  synchronized boolean tooSlow(long now) {
    if (!writing || written != progress) {
      progress = written;
      progressAt = now;
    }
    boolean behind = behindSince != NOT_BEHIND && now - behindSince > PATIENCE_MILLIS;
    return !closed && (behind || now - progressAt > PATIENCE_MILLIS);
  }

  /**
   * Gives up a client that is too slow: the next thing it reads is a goodbye. One that has been
   * told so and does not read that either is cut off.
   */
  void dismiss(long now) {
    synchronized (this) {
      if (!closing) {
        beginning.clear();
        queue.clear();
        bytes = 0;
        behindSince = NOT_BEHIND;
        progressAt = now;
        end(SLOW, now);
        return;
      }
    }
    abort();
  }

  /** Whether it is open for so long that the browser had better open another one. */
  boolean old(long now) {
    return now - opened >= LIFE_MILLIS;
  }

  /** Closes after what is queued; the browser comes back by itself. */
  void renew(long now) {
    end(HEARTBEAT, now);
  }

  /** Says goodbye after what is queued, then closes. */
  synchronized void end(Frame bye, long now) {
    if (!closed && !closing) {
      add(bye, now);
      closing = true;
    }
  }

  /**
   * Closes without waiting for a write that does not end: whoever writes is interrupted, and closes
   * the connection then. Nobody else touches it, since that could wait for the write, too. To be
   * called again while it is {@link #stuck()}.
   */
  synchronized void abort() {
    boolean open = !closed;
    closed = true;
    beginning.clear();
    queue.clear();
    if (writer != null) {
      // Tomcat waits on after an interruption; one that comes between two waits breaks the write
      // off
      for (int i = 0; i < INTERRUPTIONS; i++) {
        writer.interrupt();
      }
    } else if (open && !writing) {
      sink.close();
    }
  }

  /** Whether it is closed to us while a write to it still has not ended. */
  synchronized boolean stuck() {
    return closed && writer != null;
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
      wrote();
      return true;
    } catch (IOException | RuntimeException e) {
      close();
      return false;
    }
  }

  private synchronized void wrote() {
    written++;
  }

  private @Nullable Frame next() {
    synchronized (this) {
      var first = beginning.pollFirst();
      if (first != null) {
        return first;
      }
      var frame = queue.pollFirst();
      if (frame != null) {
        bytes -= frame.bytes();
        return frame;
      }
      writing = false;
      writer = null;
      if (!closing && !closed) {
        return null;
      }
    }
    close();
    return null;
  }

  private void close() {
    synchronized (this) {
      closed = true;
      beginning.clear();
      queue.clear();
      writing = false;
      writer = null;
    }
    sink.close();
  }
}
