package io.memberlist.simulator.campaign;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.check.Coverage;
import io.memberlist.simulator.check.Coverage.Met;
import io.memberlist.simulator.network.LinkConditions;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses faults and lets them happen; every one of them ends by itself, at the latest with {@link
 * #end}.
 */
final class Faults {

  private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();

  private final SimCluster cluster;
  private final CampaignPlan plan;
  private final Coverage coverage;
  private final Restarts restarts;
  private final SimRandom random;
  private final List<Runnable> faults;
  private boolean over;
  private boolean split;

  Faults(
      SimCluster cluster,
      CampaignPlan plan,
      Coverage coverage,
      Restarts restarts,
      SimRandom random) {
    this.cluster = cluster;
    this.plan = plan;
    this.coverage = coverage;
    this.restarts = restarts;
    this.random = random;
    faults =
        List.of(
            this::badNetwork,
            this::badLinks,
            this::partition,
            this::isolation,
            this::oneWay,
            this::pause,
            this::block,
            this::crash,
            this::leave,
            this::update);
  }

  /** Lets something happen every now and then. */
  void begin() {
    cluster.clock().after(Duration.ofNanos(random.between(0, 5_000_000_000L)), this::next);
  }

  private void next() {
    if (!over) {
      faults.get(random.nextInt(faults.size())).run();
      begin();
    }
  }

  /** The network is in order from now on; processes go on when their time has come. */
  void end() {
    over = true;
    cluster.network().heal();
    cluster.network().resetLinks();
    cluster.network().conditions(LinkConditions.DEFAULT);
  }

  /** Whether some cut may have lasted so long that nothing but rejoin heals it. */
  boolean split() {
    return split;
  }

  private void badNetwork() {
    cluster.network().conditions(random.chance(0.4) ? LinkConditions.DEFAULT : conditions(0.4));
  }

  private void badLinks() {
    for (int i = random.nextInt(cluster.size()); i >= 0; i--) {
      cluster.network().link(any(), any(), conditions(0.9));
    }
    cluster.clock().after(duration(), cluster.network()::resetLinks);
  }

  private LinkConditions conditions(double worstLoss) {
    var slowest = Duration.ofNanos(random.between(1_000_000, 250_000_000));
    return LinkConditions.DEFAULT
        .withDelay(Duration.ofNanos(random.between(0, 1_000_000)), slowest)
        .withLoss(random.nextDouble() * worstLoss)
        .withDisorder(
            0.1 * random.nextDouble(), 0.2 * random.nextDouble(), 0.05 * random.nextDouble())
        .withCorruption(plan.encrypted() ? 0.05 * random.nextDouble() : 0)
        .withStreams(0.2 * random.nextDouble(), 0.2 * random.nextDouble());
  }

  private int any() {
    return random.nextInt(cluster.size());
  }

  private Duration duration() {
    return Duration.ofNanos(random.between(100_000_000, LONGEST_NANOS));
  }

  /** Heals link by link, in random order, if chance wants it so. */
  private void partition() {
    var one = new ArrayList<Integer>();
    var other = new ArrayList<Integer>();
    for (int i = 0; i < cluster.size(); i++) {
      (random.nextBoolean() ? one : other).add(i);
    }
    for (int a : one) {
      for (int b : other) {
        cut(a, b);
        cut(b, a);
      }
    }
    cutFor(duration());
  }

  private void isolation() {
    cluster.network().isolate(any());
    cutFor(duration());
  }

  private void oneWay() {
    int to = any();
    for (int from = 0; from < cluster.size(); from++) {
      if (from != to && random.chance(0.7)) {
        cut(from, to);
      }
    }
    cutFor(duration());
  }

  private void cut(int from, int to) {
    cluster.network().cut(from, to);
  }

  private void cutFor(Duration time) {
    coverage.count(Met.PARTITION);
    split |= time.compareTo(plan.harmless()) > 0;
    cluster.clock().after(time, cluster.network()::heal);
  }

  private void pause() {
    var node = cluster.node(any());
    if (node.running() && !node.stopped()) {
      var time = duration();
      split |= time.compareTo(plan.remember()) > 0;
      node.pause(time);
    }
  }

  private void block() {
    var node = cluster.node(any());
    if (node.running() && !node.stopped()) {
      var time = duration();
      split |= time.compareTo(plan.remember()) > 0;
      node.block(time);
    }
  }

  private void crash() {
    var node = cluster.node(any());
    if (!node.running()) {
      return;
    }
    if (random.nextBoolean()) {
      node.kill();
    } else {
      node.powerOff();
    }
    maybeRestart(node);
  }

  private void maybeRestart(SimNode node) {
    if (random.chance(0.8)) {
      boolean move = random.chance(0.3);
      boolean remembers = random.nextBoolean();
      cluster.clock().after(duration(), () -> restarts.restart(node, move, remembers));
    }
  }

  private void leave() {
    var node = cluster.node(any());
    if (!node.running() || node.stopped() || node.state().hasLeft()) {
      return;
    }
    node.leave();
    int life = node.lives();
    cluster
        .clock()
        .after(
            Duration.ofNanos(random.between(0, 5_000_000_000L)),
            () -> {
              if (node.running() && node.lives() == life) {
                node.kill();
                maybeRestart(node);
              }
            });
  }

  private void update() {
    var node = cluster.node(any());
    if (node.running() && !node.stopped() && !node.state().hasLeft()) {
      node.updateNode();
    }
  }
}
