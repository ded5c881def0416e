package io.memberlist.simulator.campaign;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Starts nodes as an application would: joins until somebody was reached. */
final class Restarts {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SimCluster cluster;
  private final SimRandom random;
  private boolean restarted;

  Restarts(SimCluster cluster, SimRandom random) {
    this.cluster = cluster;
    this.random = random;
  }

  /** Starts a node again, if it is not running. */
  void restart(SimNode node, boolean move, boolean remembers) {
    if (node.running()) {
      return;
    }
    if (move) {
      node.move(cluster.newAddress());
    }
    restarted = true;
    start(node, remembers ? node.memory() : List.of());
  }

  /** Whether a node was started again; it may have found only others that are lost themselves. */
  boolean restarted() {
    return restarted;
  }

  /** Starts a node, which joins through what it remembers and two others. */
  void start(SimNode node, Collection<String> remembered) {
    node.start();
    joinUntilReached(node, node.lives(), remembered);
  }

  /** Repeats the join after 1 s and a random part of another until another node was reached. */
  void joinUntilReached(SimNode node, int life, Collection<String> remembered) {
    if (!node.running() || node.lives() != life || node.state().hasLeft() || cluster.size() == 1) {
      return;
    }
    var seeds = new LinkedHashSet<>(remembered);
    seeds.add(other(node));
    seeds.add(other(node));
    node.join(
        seeds,
        LIMIT,
        result -> {
          if (result.others() == 0) {
            var pause = Duration.ofNanos(1_000_000_000L + random.nextLong(1_000_000_000L));
            cluster.clock().after(pause, () -> joinUntilReached(node, life, remembered));
          }
        });
  }

  private String other(SimNode node) {
    int number = random.nextInt(cluster.size() - 1);
    return cluster.node(number >= node.number() ? number + 1 : number).hostName();
  }
}
