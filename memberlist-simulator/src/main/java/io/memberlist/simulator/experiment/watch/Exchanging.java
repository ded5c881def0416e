package io.memberlist.simulator.experiment.watch;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.NetworkObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** How busy one node is with streams that others open to it. */
public final class Exchanging implements NetworkObserver {

  private static final long SECOND = 1_000_000_000;

  private final int node;
  private final ArrayDeque<Long> lastSecond = new ArrayDeque<>();
  private final Set<Integer> open = new HashSet<>();
  private int peakPerSecond;
  private int peakOpen;

  private Exchanging(int node) {
    this.node = node;
  }

  /** Watches from now on. */
  public static Exchanging of(SimCluster cluster, SimNode node) {
    var exchanging = new Exchanging(node.number());
    cluster.observe(exchanging);
    return exchanging;
  }

  /** Most requests within one second. */
  public int peakPerSecond() {
    return peakPerSecond;
  }

  /** Most peers that waited for an answer at the same time. */
  public int peakOpen() {
    return peakOpen;
  }

  @Override
  public void streamWritten(long now, int from, int to, byte[] bytes) {
    if (from == node) {
      open.remove(to);
    } else if (to == node) {
      open.add(from);
      peakOpen = Math.max(peakOpen, open.size());
      lastSecond.add(now);
      while (now - lastSecond.element() > SECOND) {
        lastSecond.remove();
      }
      peakPerSecond = Math.max(peakPerSecond, lastSecond.size());
    }
  }
}
