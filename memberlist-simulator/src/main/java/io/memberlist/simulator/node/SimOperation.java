package io.memberlist.simulator.node;

import org.jspecify.annotations.Nullable;

/** Something a node was told to do and that takes time. */
public final class SimOperation {

  private long endedAt = -1;
  private @Nullable String failure;

  void end(long now) {
    end(now, null);
  }

  void end(long now, @Nullable String with) {
    if (endedAt < 0) {
      endedAt = now;
      failure = with;
    }
  }

  /** Whether it is finished. */
  public boolean done() {
    return endedAt >= 0;
  }

  /** When it was finished, in nanoseconds of virtual time; -1 before. */
  public long endedAt() {
    return endedAt;
  }

  /** Why it came to nothing; null if it did not, or is not finished. */
  public @Nullable String failure() {
    return failure;
  }
}
