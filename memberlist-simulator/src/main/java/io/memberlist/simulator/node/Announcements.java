package io.memberlist.simulator.node;

import io.memberlist.broadcast.NamedBroadcast;
import io.memberlist.internal.core.NodeInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One copy of what a node announces for all tables of a run, and of the last rumour about it for
 * all queues: a thousand nodes know a million members, of which a thousand are different.
 */
final class Announcements {

  private final Map<String, NodeInfo> latest = new HashMap<>();
  private final Map<String, NamedBroadcast> rumours = new HashMap<>();

  /** The copy that others have; this one, if they have another announcement or none. */
  NodeInfo shared(NodeInfo announced) {
    var known = latest.get(announced.name());
    if (known != null && same(known, announced)) {
      return known;
    }
    latest.put(announced.name(), announced);
    return announced;
  }

  /** The copy that others send; this one, if they send another rumour about that node or none. */
  NamedBroadcast shared(NamedBroadcast rumour) {
    var known = rumours.get(rumour.name());
    if (known != null && Arrays.equals(known.message(), rumour.message())) {
      return known;
    }
    rumours.put(rumour.name(), rumour);
    return rumour;
  }

  private static boolean same(NodeInfo one, NodeInfo other) {
    return one.address().equals(other.address())
        && Arrays.equals(one.meta(), other.meta())
        && Arrays.equals(one.versions(), other.versions());
  }
}
