package io.memberlist.internal.core;

import java.util.HashMap;
import java.util.Map;
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

  private record Entry(AckHandler handler, TimerQueue.Timer timer) {}

  private final Map<Integer, Entry> waiting = new HashMap<>();
  private final TimerQueue timers;
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
    var timer =
        timers.schedule(
            deadline,
            now -> {
              waiting.remove(seqNo);
              handler.expired(now);
            });
    var replaced = waiting.put(seqNo, new Entry(handler, timer));
    if (replaced != null) {
      timers.cancel(replaced.timer);
    }
  }

  /** Nobody waits for it any more; nothing is called. */
  void cancel(int seqNo) {
    var entry = waiting.remove(seqNo);
    if (entry != null) {
      timers.cancel(entry.timer);
    }
  }

  void ack(int seqNo, byte @Nullable [] payload, long receivedNanos, long now) {
    var entry = waiting.get(seqNo);
    if (entry != null) {
      cancel(seqNo);
      entry.handler.acked(payload, receivedNanos, now);
    }
  }

  void nack(int seqNo) {
    var entry = waiting.get(seqNo);
    if (entry != null) {
      entry.handler.nacked();
    }
  }

  /** Number of acks waited for. */
  int size() {
    return waiting.size();
  }
}
