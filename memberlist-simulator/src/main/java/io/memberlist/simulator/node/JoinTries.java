package io.memberlist.simulator.node;

import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.List;

/** A caller of join that tries again 1 to 2 s later while none of its seeds can be reached. */
final class JoinTries {

  private static final long PAUSE_NANOS = 1_000_000_000;
  private static final long STREAM = -1;

  private final SimNode node;
  private final World world;
  private final List<String> seeds;
  private final int life;
  private final SimRandom moments;

  JoinTries(SimNode node, World world, List<String> seeds) {
    this.node = node;
    this.world = world;
    this.seeds = seeds;
    life = node.lives();
    moments = new SimRandom(world.seed(), STREAM - node.number());
  }

  /** Tries until it succeeds, or this life of the node is over. */
  void begin() {
    node.join(
        seeds,
        SimNode.JOIN_LIMIT,
        result -> {
          if (result.reached() == 0) {
            var pause = Duration.ofNanos(PAUSE_NANOS + moments.nextLong(PAUSE_NANOS));
            world.clock().after(pause, this::again);
          }
        });
  }

  private void again() {
    if (node.running() && node.lives() == life) {
      begin();
    }
  }
}
