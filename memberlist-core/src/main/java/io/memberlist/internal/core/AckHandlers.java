package io.memberlist.internal.core;

import org.jspecify.annotations.Nullable;

/** Sequence numbers and who waits for the acks that carry them (§10.5). */
final class AckHandlers {

  /**
   * Waits for an ack; exactly one of {@link #acked} and {@link #expired} is called, unless it is
   * cancelled.
   */
  interface AckHandler {

    /** The ack came; nobody waits for the number any more. */
    void acked(byte @Nullable [] payload, long receivedNanos, long now);

    /** A nack came; an ack may still come. */
    default void nacked() {}

    /** No ack came in time. */
    void expired(long now);
  }

  /** Somebody who waits; chained with the others of its bucket. */
  private final class Waiting implements TimerQueue.Action {
    private final int seqNo;
    private final AckHandler handler;
    private @Nullable Waiting next;
    private TimerQueue.@Nullable Timer timer;

    private Waiting(int seqNo, AckHandler handler) {
      this.seqNo = seqNo;
      this.handler = handler;
    }

    @Override
    public void fire(long now) {
      take(seqNo);
      handler.expired(now);
    }

    private void disarm() {
      if (timer != null) {
        timers.cancel(timer);
      }
    }
  }

  private static final int BUCKETS = 16;

  private final TimerQueue timers;
  private @Nullable Waiting[] buckets = new Waiting[BUCKETS];
  private int size;
  private int sequence;

  AckHandlers(TimerQueue timers) {
    this.timers = timers;
  }

  /** The next sequence number; u32, wraps. */
  int next() {
    return ++sequence;
  }

  /** Waits for the ack with that number until {@code deadline}. */
  void await(int seqNo, long deadline, AckHandler handler) {
    cancel(seqNo);
    if (size == buckets.length) {
      grow();
    }
    var entry = new Waiting(seqNo, handler);
    entry.timer = timers.schedule(deadline, entry);
    insert(entry);
    size++;
  }

  /** Numbers follow one another, so they fill the buckets evenly. */
  private void insert(Waiting entry) {
    int bucket = entry.seqNo & buckets.length - 1;
    entry.next = buckets[bucket];
    buckets[bucket] = entry;
  }

  private void grow() {
    var before = buckets;
    buckets = new Waiting[2 * before.length];
    for (var entry : before) {
      while (entry != null) {
        var next = entry.next;
        insert(entry);
        entry = next;
      }
    }
  }

  private @Nullable Waiting find(int seqNo) {
    var entry = buckets[seqNo & buckets.length - 1];
    while (entry != null && entry.seqNo != seqNo) {
      entry = entry.next;
    }
    return entry;
  }

  /** Removes and returns the one who waits; null if there is none. */
  private @Nullable Waiting take(int seqNo) {
    int bucket = seqNo & buckets.length - 1;
    Waiting before = null;
    for (var entry = buckets[bucket]; entry != null; entry = entry.next) {
      if (entry.seqNo == seqNo) {
        if (before == null) {
          buckets[bucket] = entry.next;
        } else {
          before.next = entry.next;
        }
        size--;
        return entry;
      }
      before = entry;
    }
    return null;
  }

  /** Nobody waits for it any more; nothing is called. */
  void cancel(int seqNo) {
    var entry = take(seqNo);
    if (entry != null) {
      entry.disarm();
    }
  }

  void ack(int seqNo, byte @Nullable [] payload, long receivedNanos, long now) {
    var entry = take(seqNo);
    if (entry != null) {
      entry.disarm();
      entry.handler.acked(payload, receivedNanos, now);
    }
  }

  void nack(int seqNo) {
    var entry = find(seqNo);
    if (entry != null) {
      entry.handler.nacked();
    }
  }

  /** Number of acks waited for. */
  int size() {
    return size;
  }
}
