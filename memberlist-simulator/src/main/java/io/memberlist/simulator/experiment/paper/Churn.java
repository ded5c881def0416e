package io.memberlist.simulator.experiment.paper;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;

/** 1 % of the members fail in every minute, evenly spread; each returns after 20 s. */
final class Churn {

  private static final Duration ABSENCE = Duration.ofSeconds(20);

  private final SimCluster cluster;
  private final SimRandom random;
  private final Duration interval;

  Churn(SimCluster cluster, SimRandom random) {
    this.cluster = cluster;
    this.random = random;
    interval = Duration.ofMinutes(1).multipliedBy(100).dividedBy(cluster.size());
  }

  /** Goes on for ever. */
  void begin() {
    cluster.clock().after(interval, this::next);
  }

  private void next() {
    var running = cluster.running();
    var victim = running.get(random.nextInt(running.size()));
    victim.kill();
    cluster.clock().after(ABSENCE, () -> comeBack(victim));
    begin();
  }

  private void comeBack(SimNode node) {
    var running = cluster.running();
    node.start();
    node.join(running.get(random.nextInt(running.size())));
  }
}
