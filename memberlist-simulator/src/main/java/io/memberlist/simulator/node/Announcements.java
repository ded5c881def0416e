package io.memberlist.simulator.node;

import io.memberlist.internal.core.NodeInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One copy of what a node announces for all tables of a run: a thousand nodes know a million
 * members, of which a thousand are different.
 */
final class Announcements {

  private final Map<String, NodeInfo> latest = new HashMap<>();

  /** The copy that others have; this one, if they have another announcement or none. */
  NodeInfo shared(NodeInfo announced) {
    var known = latest.get(announced.name());
    if (known != null && same(known, announced)) {
      return known;
    }
    latest.put(announced.name(), announced);
    return announced;
  }

  private static boolean same(NodeInfo one, NodeInfo other) {
    return one.address().equals(other.address())
        && Arrays.equals(one.meta(), other.meta())
        && Arrays.equals(one.versions(), other.versions());
  }
}
