package io.memberlist.simulator.experiment.paper;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.List;

/** Blocks some members together, frees them, blocks them again, until a time has passed. */
final class Blocking {

  private final SimCluster cluster;
  private final Duration block;
  private final Duration pause;
  private final long end;

  Blocking(SimCluster cluster, Duration block, Duration pause, Duration length) {
    this.cluster = cluster;
    this.block = block;
    this.pause = pause;
    end = cluster.clock().now() + length.toNanos();
  }

  void begin(List<SimNode> members) {
    if (cluster.clock().now() < end) {
      members.forEach(node -> node.block(block));
      cluster.clock().after(block.plus(pause), () -> begin(members));
    }
  }
}
