package io.memberlist.internal.core;

import io.memberlist.Config;
import java.util.HashMap;
import java.util.Map;

/**
 * When nodes that are Dead or Left here were last told so, since they announce themselves all the
 * same (D33, D32).
 */
final class RepeatedAccusations {

  private static final long WITHOUT_PROBING_NANOS = 1_000_000_000;

  private final Map<String, Long> lastTimes = new HashMap<>();
  private final long intervalNanos;

  RepeatedAccusations(Config config) {
    intervalNanos =
        config.probeInterval().isZero() ? WITHOUT_PROBING_NANOS : config.probeInterval().toNanos();
  }

  /** Whether it is time to tell the node again; counts as done. */
  boolean due(String name, long now) {
    Long last = lastTimes.get(name);
    if (last != null && now - last < intervalNanos) {
      return false;
    }
    lastTimes.put(name, now);
    return true;
  }

  /** The node is alive again, or its record is gone. */
  void forget(String name) {
    lastTimes.remove(name);
  }
}
