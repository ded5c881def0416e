package io.memberlist.simulator.node;

/** Something a node was told to do and that takes time. */
public final class SimOperation {

  private long endedAt = -1;

  void end(long now) {
    if (endedAt < 0) {
      endedAt = now;
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
}
