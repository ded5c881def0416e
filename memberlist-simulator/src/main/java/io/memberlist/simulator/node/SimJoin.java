package io.memberlist.simulator.node;

import io.memberlist.JoinResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A join under way. */
public final class SimJoin {

  private @Nullable JoinResult result;
  private long endedAt = -1;

  void end(JoinResult with, long now) {
    if (result == null) {
      result = with;
      endedAt = now;
    }
  }

  /** Whether it has ended. */
  public boolean done() {
    return result != null;
  }

  /** What came of it; before it has ended: nobody reached. */
  public JoinResult result() {
    var present = result;
    return present == null ? new JoinResult(0, 0, List.of()) : present;
  }

  /** When it ended, in nanoseconds of virtual time; -1 before. */
  public long endedAt() {
    return endedAt;
  }
}
