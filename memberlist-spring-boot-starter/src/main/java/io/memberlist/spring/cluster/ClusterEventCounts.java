package io.memberlist.spring.cluster;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/** What became of cluster events on this node. Thread-safe. */
public final class ClusterEventCounts {

  /** What can become of one. */
  public enum Outcome {
    /** Published here. */
    PUBLISHED,
    /** Received for the first time, and given to listeners. */
    RECEIVED,
    /** Received again. */
    DUPLICATE,
    /** Of a type that this application does not declare. */
    UNKNOWN,
    /** Could not be read. */
    INVALID,
    /** Could not be sent to a member. */
    UNSENT,
    /** Dropped because a queue was full. */
    DROPPED;

    /** As metrics spell it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final AtomicLongArray counts = new AtomicLongArray(Outcome.values().length);

  /** All zero. */
  public ClusterEventCounts() {}

  void count(Outcome outcome, long number) {
    counts.addAndGet(outcome.ordinal(), number);
  }

  /** How many there were since the application started. */
  public long get(Outcome outcome) {
    return counts.get(outcome.ordinal());
  }
}
