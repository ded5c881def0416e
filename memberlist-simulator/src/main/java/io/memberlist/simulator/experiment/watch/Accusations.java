package io.memberlist.simulator.experiment.watch;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.experiment.Clusters;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who is suspected, declared dead and taken back, from its start on. */
public final class Accusations implements NodeObserver {

  private final Set<String> disturbed;
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
  private final Map<String, Verdict> latest = new HashMap<>();
  private long failedProbes;
  private long suspicions;
  private long falseDeaths;
  private long falseDeathsOutside;
  private long deaths;
  private long revivals;

  /** A wrong one: when it was first heard, and when the last member took it back. */
  private static final class Verdict {
    private final long first;
    private long last = -1;

    private Verdict(long first) {
      this.first = first;
    }
  }

  private Accusations(Collection<SimNode> disturbed) {
    this.disturbed = disturbed.stream().map(SimNode::name).collect(Collectors.toSet());
  }

  /** Watches a cluster in which these, and no others, are disturbed. */
  public static Accusations of(SimCluster cluster, Collection<SimNode> disturbed) {
    var accusations = new Accusations(disturbed);
    cluster.observe(accusations);
    return accusations;
  }

  /** Probes that ended with a suspicion by the prober itself. */
  public long failedProbes() {
    return failedProbes;
  }

  /** Suspect events, all members together. */
  public long suspicions() {
    return suspicions;
  }

  /** Dead events about undisturbed members, all members together: FP. */
  public long falseDeaths() {
    return falseDeaths;
  }

  /** Those of them at undisturbed members: FP−. */
  public long falseDeathsOutside() {
    return falseDeathsOutside;
  }

  /**
   * Accusations of undisturbed members that an undisturbed member believed until its suspicion ran
   * out, or was told of the end.
   */
  public long wrongVerdicts() {
    return verdicts.size();
  }

  /**
   * The longest time in seconds from the first Dead event of a wrong verdict until the last
   * undisturbed member took it back; not a number if there was none.
   */
  public double slowestClearing() {
    return verdicts.values().stream()
        .filter(verdict -> verdict.last >= 0)
        .mapToDouble(verdict -> Clusters.seconds(verdict.first, verdict.last))
        .max()
        .orElse(Double.NaN);
  }

  /** Dead events about anybody. */
  public long deaths() {
    return deaths;
  }

  /** Members that were taken back after a Dead event. */
  public long revivals() {
    return revivals;
  }

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (event instanceof MemberEvent.Change change && !change.node().name().equals(node.name())) {
      count(now, node, change);
    }
  }

  private void count(long now, SimNode node, MemberEvent.Change change) {
    boolean disturbedObserver = disturbed.contains(node.name());
    if (change.kind() == Kind.SUSPECT) {
      suspicions++;
    } else if (change.kind() == Kind.JOIN) {
      revivals++;
      var verdict = latest.get(change.node().name());
      if (verdict != null && !disturbedObserver) {
        verdict.last = now;
      }
    } else if (change.kind() == Kind.LEAVE && change.node().state() == NodeState.DEAD) {
      deaths++;
      if (!disturbed.contains(change.node().name())) {
        falseDeaths++;
        if (!disturbedObserver) {
          falseDeathsOutside++;
          believed(now, change.node());
        }
      }
    }
  }

  private void believed(long now, Node accused) {
    var key = accused.name() + '/' + accused.incarnation();
    latest.put(accused.name(), verdicts.computeIfAbsent(key, any -> new Verdict(now)));
  }

  @Override
  public void log(long now, SimNode node, LogEvent line) {
    if (line.text().startsWith("Suspecting ")) {
      failedProbes++;
    }
  }

  /** Pairs of running members of which the first does not see the second as Alive. */
  public static long notAlive(SimCluster cluster, Predicate<SimNode> seen) {
    var running = cluster.running();
    long number = 0;
    for (var subject : running) {
      if (seen.test(subject)) {
        number += running.stream().filter(node -> node.sees(subject) != NodeState.ALIVE).count();
      }
    }
    return number;
  }
}
