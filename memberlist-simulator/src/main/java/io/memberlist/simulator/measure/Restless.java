package io.memberlist.simulator.measure;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;

/** Lets a node announce itself anew every five seconds, the nodes one after the other. */
final class Restless {

  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final SimCluster cluster;
  private final SimNode node;

  Restless(SimCluster cluster, SimNode node) {
    this.cluster = cluster;
    this.node = node;
  }

  void begin() {
    long phase = PERIOD.toNanos() / cluster.size() * node.number();
    cluster.clock().after(Duration.ofNanos(phase), this::announce);
  }

  private void announce() {
    node.updateNode();
    cluster.clock().after(PERIOD, this::announce);
  }
}
