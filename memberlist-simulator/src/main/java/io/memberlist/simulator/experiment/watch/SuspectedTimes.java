package io.memberlist.simulator.experiment.watch;

import io.memberlist.NodeState;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.experiment.Clusters;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.HashMap;
import java.util.Map;

/** When members are suspected, and how long until they are declared dead; from its start on. */
public final class SuspectedTimes implements NodeObserver {

  private final Map<String, Map<String, Long>> suspected = new HashMap<>();
  private final long start;
  private double last = Double.NaN;
  private double longest;

  private SuspectedTimes(long start) {
    this.start = start;
  }

  /** Watches a cluster. */
  public static SuspectedTimes of(SimCluster cluster) {
    var times = new SuspectedTimes(cluster.clock().now());
    cluster.observe(times);
    return times;
  }

  /** Seconds until the last Suspect event of all members; not a number if there was none. */
  public double last() {
    return last;
  }

  /** Seconds from Suspect to Dead, the longest of all pairs of observer and suspect; 0 if none. */
  public double longest() {
    return longest;
  }

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (!(event instanceof MemberEvent.Change change)) {
      return;
    }
    var mine = suspected.computeIfAbsent(node.name(), any -> new HashMap<>());
    var name = change.node().name();
    if (change.kind() == Kind.SUSPECT) {
      mine.put(name, now);
      last = Clusters.seconds(start, now);
    } else {
      var since = mine.remove(name);
      if (since != null && change.kind() == Kind.LEAVE && change.node().state() == NodeState.DEAD) {
        longest = Math.max(longest, Clusters.seconds(since, now));
      }
    }
  }
}
