package io.memberlist.simulator.experiment.watch;

import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.experiment.Clusters;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.HashSet;
import java.util.Set;

/** When an accused member hears of it, and when its answer has come to everybody. */
public final class Withdrawal implements NodeObserver {

  private final SimNode accused;
  private final int before;
  private final long start;
  private final Set<SimNode> waiting;
  private long told = -1;
  private long cleared = -1;
  private int failedProbes;
  private int suspicions;
  private int deaths;

  private Withdrawal(SimCluster cluster, SimNode accused) {
    this.accused = accused;
    before = accused.incarnation();
    start = cluster.clock().now();
    waiting = new HashSet<>(cluster.running());
  }

  /** An accusation that is made now. */
  public static Withdrawal of(SimCluster cluster, SimNode accused) {
    var withdrawal = new Withdrawal(cluster, accused);
    cluster.observe(withdrawal);
    return withdrawal;
  }

  /** Whether everybody holds it Alive with a higher incarnation. */
  public boolean complete() {
    return waiting.isEmpty();
  }

  /** Seconds until the accused raised its incarnation; not a number if it has not. */
  public double told() {
    return seconds(told);
  }

  /** Seconds until {@link #complete}; not a number before. */
  public double cleared() {
    return seconds(cleared);
  }

  private double seconds(long moment) {
    return moment < 0 ? Double.NaN : Clusters.seconds(start, moment);
  }

  /** Real probes of the accused that failed meanwhile. */
  public int failedProbes() {
    return failedProbes;
  }

  /** How many members suspected it. */
  public int suspicions() {
    return suspicions;
  }

  /** How many members declared it dead. */
  public int deaths() {
    return deaths;
  }

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (event instanceof MemberEvent.Change change && change.node().name().equals(accused.name())) {
      suspicions += change.kind() == Kind.SUSPECT ? 1 : 0;
      deaths += change.kind() == Kind.LEAVE ? 1 : 0;
    }
  }

  @Override
  public void log(long now, SimNode node, LogEvent line) {
    if (line.text().startsWith("Suspecting " + accused.name())) {
      failedProbes++;
    }
  }

  @Override
  public void stepped(long now, SimNode node) {
    if (waiting.contains(node)
        && node.state().incarnation(accused.name()) > before
        && node.sees(accused) == NodeState.ALIVE) {
      waiting.remove(node);
      told = node == accused ? now : told;
      cleared = waiting.isEmpty() ? now : cleared;
    }
  }
}
