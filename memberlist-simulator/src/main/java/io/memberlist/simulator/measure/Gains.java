package io.memberlist.simulator.measure;

import io.memberlist.Config;
import io.memberlist.NodeState;
import io.memberlist.metrics.Metric;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.SimClusterBuilder;
import io.memberlist.simulator.network.LinkConditions;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What the additions of §21.1 gain: each method runs one cluster from a seed, with all of them on
 * or all off.
 *
 * @param improved whether they are on
 */
public record Gains(boolean improved) {

  /** What did not come about in this time never does. */
  public static final Duration LIMIT = Duration.ofMinutes(10);

  private static final Duration CALM = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(10);
  private static final long MOMENTS = Long.MIN_VALUE;

  private SimClusterBuilder cluster(long seed, int nodes) {
    var described = SimCluster.of(seed).nodes(nodes).withoutHash();
    return improved ? described.improved() : described;
  }

  /**
   * From the first of {@code nodes - 1} joins through one seed until all know all.
   *
   * @param within the joins are uniform in this time
   * @return {@link #LIMIT} if that does not happen
   */
  public Duration bootstrap(
      long seed, int nodes, Supplier<Config.Builder> preset, Duration within) {
    var cluster = cluster(seed, nodes).preset(preset).off();
    var moments = new SimRandom(seed, MOMENTS);
    var first = cluster.node(0);
    first.start();
    for (int i = 1; i < nodes; i++) {
      var node = cluster.node(i);
      cluster
          .clock()
          .after(
              Duration.ofNanos(moments.nextLong(within.toNanos())),
              () -> {
                node.start();
                node.joinUntilReached(first);
              });
    }
    cluster.run(within);
    return within.plus(await(cluster, () -> cluster.converged()));
  }

  /**
   * From the end of a cut through the middle until all know all.
   *
   * @param most refutations of one member since the end of the cut
   */
  public record Healing(Duration took, long most) {}

  /** Cuts a warm cluster in two halves, for as long as said. */
  public Healing heal(long seed, int nodes, Duration cut) {
    var cluster = cluster(seed, nodes).warm();
    cluster.run(CALM);
    var left = IntStream.range(0, nodes / 2).boxed().toList();
    var right = IntStream.range(nodes / 2, nodes).boxed().toList();
    cluster.network().partition(left, right);
    cluster.run(cut);
    cluster.network().heal();
    var before = cluster.nodes().stream().mapToLong(Gains::refutations).toArray();
    var took = await(cluster, () -> cluster.converged());
    cluster.run(CALM.multipliedBy(2));
    long most =
        IntStream.range(0, nodes)
            .mapToLong(i -> refutations(cluster.node(i)) - before[i])
            .max()
            .orElse(0);
    return new Healing(took, most);
  }

  private static long refutations(SimNode node) {
    return node.count(Metric.REFUTATIONS);
  }

  /** From the end of a process until every other node has it as dead. */
  public Duration crash(long seed, int nodes) {
    var cluster = cluster(seed, nodes).warm();
    var victim = victim(cluster);
    victim.kill();
    return await(cluster, () -> dead(cluster, victim));
  }

  /** As {@link #crash}, of a machine that vanishes: nobody refuses anything. */
  public Duration powerOff(long seed, int nodes) {
    var cluster = cluster(seed, nodes).warm();
    var victim = victim(cluster);
    victim.powerOff();
    return await(cluster, () -> dead(cluster, victim));
  }

  /** As {@link #crash}, the second of a cluster of four: two are left that may notice it. */
  public Duration secondCrash(long seed) {
    var cluster = cluster(seed, 4).warm();
    var first = victim(cluster);
    first.powerOff();
    await(cluster, () -> dead(cluster, first));
    cluster.run(CALM);
    var second = cluster.running().get(0);
    second.powerOff();
    return await(cluster, () -> dead(cluster, second));
  }

  /**
   * Members that live and were declared dead by some other, in a cluster whose packets get lost and
   * whose machines refuse all streams, as a firewall does that says so.
   */
  public long wronglyDead(long seed, int nodes, double loss, Duration time) {
    var link = LinkConditions.DEFAULT.withLoss(loss).withStreams(1, 0);
    var deaths = new Deaths();
    var cluster = cluster(seed, nodes).network(link).warm();
    cluster.observe(deaths);
    cluster.run(time);
    return deaths.count();
  }

  private static SimNode victim(SimCluster cluster) {
    var chance = new SimRandom(cluster.seed(), MOMENTS);
    cluster.run(CALM.plusNanos(chance.nextLong(Duration.ofSeconds(1).toNanos())));
    return cluster.node(chance.nextInt(cluster.size()));
  }

  private static boolean dead(SimCluster cluster, SimNode gone) {
    for (var node : cluster.nodes()) {
      if (node.running() && node.sees(gone) != NodeState.DEAD) {
        return false;
      }
    }
    return true;
  }

  private static Duration await(SimCluster cluster, java.util.function.BooleanSupplier condition) {
    long start = cluster.clock().now();
    while (!condition.getAsBoolean() && cluster.clock().now() - start < LIMIT.toNanos()) {
      cluster.run(STEP);
    }
    return Duration.ofNanos(cluster.clock().now() - start);
  }
}
