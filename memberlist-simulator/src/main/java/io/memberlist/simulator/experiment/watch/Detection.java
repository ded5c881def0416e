package io.memberlist.simulator.experiment.watch;

import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.NetworkObserver;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a failure is noticed: first probe, first suspicion, first and last verdict. */
public final class Detection implements NodeObserver, NetworkObserver {

  private static final String EXPIRED = "Suspicion of ";
  private static final String CONFIRMATIONS = "confirmations: ";

  /** What happened to one that failed, in nanoseconds of virtual time; -1: not yet. */
  private static final class Failed {
    private long probed = -1;
    private long suspected = -1;
    private long first = -1;
    private long last = -1;
    private int verdicts;
    private int expired;
    private int confirmations;
  }

  private final Letters letters = new Letters();
  private final Map<String, Failed> byName = new HashMap<>();
  private final Map<NodeAddress, Failed> byAddress = new HashMap<>();
  private final List<SimNode> victims;
  private final int survivors;
  private int missing;

  private Detection(List<SimNode> victims, int survivors) {
    this.victims = List.copyOf(victims);
    this.survivors = survivors;
    this.missing = victims.size() * survivors;
    for (var victim : victims) {
      var failed = new Failed();
      byName.put(victim.name(), failed);
      byAddress.put(victim.address(), failed);
    }
  }

  /** Watches what all others do about nodes that fail now. */
  public static Detection of(SimCluster cluster, List<SimNode> victims) {
    var detection = new Detection(victims, cluster.running().size() - victims.size());
    cluster.observe((NodeObserver) detection);
    cluster.observe((NetworkObserver) detection);
    return detection;
  }

  /** Whether every survivor has declared every victim dead. */
  public boolean complete() {
    return missing == 0;
  }

  /** Verdicts that have not come. */
  public int missing() {
    return missing;
  }

  /** When somebody first pinged a victim; -1 if nobody has. */
  public long probed(SimNode victim) {
    return of(victim).probed;
  }

  /** When somebody first suspected it. */
  public long suspected(SimNode victim) {
    return of(victim).suspected;
  }

  /** When the first survivor declared it dead. */
  public long first(SimNode victim) {
    return of(victim).first;
  }

  /** When the last survivor did; -1 if one has not. */
  public long last(SimNode victim) {
    var failed = of(victim);
    return failed.verdicts == survivors ? failed.last : -1;
  }

  /** When the last survivor that has done so did; -1 if none has. */
  public long lastSoFar(SimNode victim) {
    return of(victim).last;
  }

  /** Confirmations of the suspicions that ran out, on average. */
  public double confirmations() {
    int expired = victims.stream().mapToInt(victim -> of(victim).expired).sum();
    int all = victims.stream().mapToInt(victim -> of(victim).confirmations).sum();
    return (double) all / expired;
  }

  private Failed of(SimNode victim) {
    var failed = byName.get(victim.name());
    if (failed == null) {
      throw new IllegalArgumentException(victim + " is not watched");
    }
    return failed;
  }

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (event instanceof MemberEvent.Change change) {
      var failed = byName.get(change.node().name());
      if (failed != null) {
        note(now, failed, change);
      }
    }
  }

  private void note(long now, Failed failed, MemberEvent.Change change) {
    if (change.kind() == Kind.SUSPECT && failed.suspected < 0) {
      failed.suspected = now;
    } else if (change.kind() == Kind.LEAVE && change.node().state() == NodeState.DEAD) {
      failed.first = failed.first < 0 ? now : failed.first;
      failed.last = now;
      failed.verdicts++;
      missing--;
    }
  }

  @Override
  public void packetSent(long now, int from, NodeAddress to, byte[] buffer, int length) {
    var failed = byAddress.get(to);
    if (failed != null && failed.probed < 0) {
      letters.open(
          buffer,
          length,
          message -> {
            if (message instanceof Ping) {
              failed.probed = now;
            }
          });
    }
  }

  @Override
  public void log(long now, SimNode node, LogEvent line) {
    if (line.text().startsWith(EXPIRED)) {
      int end = line.text().indexOf(' ', EXPIRED.length());
      var failed = byName.get(line.text().substring(EXPIRED.length(), end));
      if (failed != null) {
        int number = line.text().indexOf(CONFIRMATIONS) + CONFIRMATIONS.length();
        failed.expired++;
        failed.confirmations += Integer.parseInt(line.text().substring(number));
      }
    }
  }
}
