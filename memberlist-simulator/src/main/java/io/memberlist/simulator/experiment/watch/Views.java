package io.memberlist.simulator.experiment.watch;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How many members some nodes see, looked at every second. */
public final class Views {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SimCluster cluster;
  private final List<SimNode> observers;
  private final Set<Integer> sizes = new HashSet<>();
  private final List<Integer> agreed = new ArrayList<>();
  private int least = Integer.MAX_VALUE;
  private int seconds;

  private Views(SimCluster cluster, List<SimNode> observers) {
    this.cluster = cluster;
    this.observers = observers;
  }

  /** The views of all nodes but some. */
  public static Views of(SimCluster cluster, Collection<SimNode> without) {
    return new Views(
        cluster, cluster.nodes().stream().filter(node -> !without.contains(node)).toList());
  }

  /** Lets time pass and looks. */
  public void run(Duration time) {
    long end = cluster.clock().now() + time.toNanos();
    while (cluster.clock().now() < end) {
      cluster.run(SECOND);
      look();
    }
  }

  private void look() {
    seconds++;
    var now = new HashSet<Integer>();
    observers.forEach(node -> now.add(node.state().members()));
    now.forEach(size -> least = Math.min(least, size));
    sizes.addAll(now);
    if (now.size() == 1) {
      agreed.add(now.iterator().next());
    } else {
      agreed.add(-1);
    }
  }

  /** The smallest view there was. */
  public int least() {
    return least;
  }

  /** Number of different sizes of views. */
  public int distinct() {
    return sizes.size();
  }

  /** Share of the time in which all views had the same size. */
  public double agreement() {
    return agreed.stream().filter(size -> size >= 0).count() / (double) seconds;
  }

  /** Whether all had one and the same size for so many seconds at the end. */
  public boolean stable(int lastSeconds) {
    var last = new HashSet<>(agreed.subList(Math.max(0, seconds - lastSeconds), seconds));
    return last.size() == 1 && !last.contains(-1);
  }
}
