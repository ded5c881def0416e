package io.memberlist.simulator.check;

import io.memberlist.internal.core.MemberEvent;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each node after each of its steps; a violated invariant ends the run with a {@code
 * SimulationFailure}.
 */
public final class Checks implements NodeObserver {

  private static final class Last {
    private long version = -1;
    private @Nullable Snapshot snapshot;
  }

  private final SimCluster cluster;
  private final List<Invariant> invariants;
  private final Map<SimNode, Last> last = new HashMap<>();
  private long steps;

  private Checks(SimCluster cluster, List<Invariant> invariants) {
    this.cluster = cluster;
    this.invariants = invariants;
  }

  /** Watches a cluster that has not been started yet with all invariants there are. */
  public static Checks watch(SimCluster cluster) {
    return watch(
        cluster,
        List.of(
            new IncarnationNeverFalls(),
            new RevivalNeedsReason(),
            new AddressKept(),
            new SelfIsAlive(),
            new NothingInvented(),
            new EventsTellTheTable(),
            new Bounds()));
  }

  /** Watches a cluster that has not been started yet. */
  public static Checks watch(SimCluster cluster, List<Invariant> invariants) {
    var checks = new Checks(cluster, new ArrayList<>(invariants));
    cluster.observe(checks);
    return checks;
  }

  /** Number of steps looked at. */
  public long steps() {
    return steps;
  }

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (event instanceof MemberEvent.Change change) {
      for (var invariant : invariants) {
        require(invariant.event(node.name(), node.lives(), change));
      }
    }
  }

  @Override
  public void stepped(long now, SimNode node) {
    if (!node.running()) {
      return;
    }
    steps++;
    var known = last.computeIfAbsent(node, any -> new Last());
    var before =
        known.snapshot != null && known.snapshot.life() == node.lives() ? known.snapshot : null;
    var after =
        before != null && known.version == node.version()
            ? Snapshot.counting(node, before.rows())
            : Snapshot.of(node);
    for (var invariant : invariants) {
      require(invariant.check(before, after));
    }
    known.version = node.version();
    known.snapshot = after;
  }

  private void require(@Nullable String violation) {
    if (violation != null) {
      throw cluster.failure(violation);
    }
  }
}
