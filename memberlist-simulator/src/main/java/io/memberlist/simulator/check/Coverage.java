package io.memberlist.simulator.check;

import io.memberlist.NodeState;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.metrics.Metric;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts what a run has exercised; a campaign that met nothing has shown nothing. */
public final class Coverage implements NodeObserver {

  /** What may be exercised. */
  public enum Met {
    SUSPICION,
    REFUTATION,
    DEATH,
    GOODBYE,
    PARTITION,
    RECLAIM,
    PRUNING,
    REVIVAL,
    REJOIN
  }

  private final Map<Met, Long> counts = new EnumMap<>(Met.class);
  private final Map<String, String> addresses = new HashMap<>();

  /** Counts one more. */
  public void count(Met met) {
    add(met, 1);
  }

  private void add(Met met, long times) {
    counts.merge(met, times, Long::sum);
  }

  /** How often it was met. */
  public long of(Met met) {
    return counts.getOrDefault(met, 0L);
  }

  /** Adds what another run has met. */
  public void addAll(Coverage other) {
    other.counts.forEach(this::add);
  }

  /** Adds the refutations that the nodes have counted. */
  public void refutations(Collection<SimNode> nodes) {
    add(Met.REFUTATION, nodes.stream().mapToLong(node -> node.count(Metric.REFUTATIONS)).sum());
  }

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (event instanceof MemberEvent.Change change && !change.node().name().equals(node.name())) {
      count(change);
      if (change.kind() == Kind.JOIN) {
        joined(node, change);
      }
    }
  }

  private void count(MemberEvent.Change change) {
    switch (change.kind()) {
      case SUSPECT -> count(Met.SUSPICION);
      case LEAVE -> count(change.node().state() == NodeState.LEFT ? Met.GOODBYE : Met.DEATH);
      case REAP -> count(Met.PRUNING);
      default -> {}
    }
  }

  private void joined(SimNode node, MemberEvent.Change change) {
    var key = node.name() + '/' + node.lives() + '/' + change.node().name();
    var before = addresses.put(key, change.node().addressText());
    if (before != null) {
      count(before.equals(change.node().addressText()) ? Met.REVIVAL : Met.RECLAIM);
    }
  }

  @Override
  public void action(long now, SimNode node, String what) {
    if (what.startsWith("rejoined")) {
      count(Met.REJOIN);
    }
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var met : Met.values()) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(met.name().toLowerCase(java.util.Locale.ROOT))
          .append(' ')
          .append(of(met));
    }
    return text.toString();
  }
}
