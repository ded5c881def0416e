package io.memberlist.simulator.experiment.watch;

import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who is suspected, declared dead and taken back, from its start on. */
public final class Accusations implements NodeObserver {

  private final Set<String> disturbed;
  private final Set<String> verdicts = new HashSet<>();
  private long failedProbes;
  private long suspicions;
  private long falseDeaths;
  private long falseDeathsOutside;
  private long deaths;
  private long revivals;

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

  /** How often somebody's suspicion of an undisturbed member ran out without a refutation. */
  public long wrongVerdicts() {
    return verdicts.size();
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
      count(node, change);
    }
  }

  private void count(SimNode node, MemberEvent.Change change) {
    if (change.kind() == Kind.SUSPECT) {
      suspicions++;
    } else if (change.kind() == Kind.JOIN) {
      revivals++;
    } else if (change.kind() == Kind.LEAVE && change.node().state() == NodeState.DEAD) {
      deaths++;
      if (!disturbed.contains(change.node().name())) {
        falseDeaths++;
        falseDeathsOutside += disturbed.contains(node.name()) ? 0 : 1;
        verdicts.add(change.node().name() + '/' + change.node().incarnation());
      }
    }
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
        number +=
            running.stream().filter(node -> node.sees(subject) != NodeState.ALIVE).count();
      }
    }
    return number;
  }
}
