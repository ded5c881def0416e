package io.memberlist.simulator.campaign;

import io.memberlist.simulator.EventLog;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.SimulationFailure;
import io.memberlist.simulator.check.Checks;
import io.memberlist.simulator.check.Coverage;
import io.memberlist.simulator.time.SimRandom;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: nodes start and join, faults, calm, and all views agree in time. All of it follows from
 * a seed and the greatest size.
 */
public final class CampaignRun {

  /** Greatest cluster if nothing else is said. */
  public static final int MOST_NODES = 64;

  private static final Duration SETTLED = Duration.ofSeconds(15);
  private static final Duration STARTING = Duration.ofSeconds(10);

  private final long seed;
  private final int mostNodes;
  private final CampaignPlan plan;
  private final SimCluster cluster;
  private final Coverage coverage = new Coverage();
  private final Checks checks;
  private final SimRandom random;
  private final Restarts restarts;
  private final Faults faults;

  private CampaignRun(long seed, int mostNodes, @Nullable Writer events) {
    this.seed = seed;
    this.mostNodes = mostNodes;
    plan = CampaignPlan.of(seed, mostNodes);
    cluster = plan.cluster(seed);
    if (events != null) {
      EventLog.of(cluster, events);
    }
    cluster.observe(coverage);
    checks = Checks.watch(cluster);
    random = new SimRandom(seed, -3);
    restarts = new Restarts(cluster, random);
    faults = new Faults(cluster, plan, coverage, restarts, random);
  }

  /**
   * Runs.
   *
   * @param mostNodes greatest cluster, at least 2
   * @param events takes the event log; null for none
   * @throws SimulationFailure if something does not hold; says how to repeat the run
   */
  public static CampaignResult run(long seed, int mostNodes, @Nullable Writer events) {
    var run = new CampaignRun(seed, mostNodes, events);
    try {
      return run.run();
    } catch (SimulationFailure e) {
      throw run.explained(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw run.explained("unexpected " + e, e);
    }
  }

  private SimulationFailure explained(String what, Throwable cause) {
    var nodes = mostNodes == MOST_NODES ? "" : " --nodes " + mostNodes;
    var failure =
        cluster.failure(
            what
                + "\n  "
                + plan
                + "\n  replay: memberlist-cli simulate replay --seed "
                + seed
                + nodes);
    failure.initCause(cause);
    return failure;
  }

  private CampaignResult run() {
    start();
    faults.begin();
    cluster.run(plan.stormy());
    faults.end();
    long calm = cluster.clock().now();
    cluster.runUntil(this::everybodyMoves, Duration.ofMinutes(2));
    if (!plan.improved() && (faults.split() || restarts.restarted())) {
      joinAgain();
      cluster.clock().after(plan.dropping(), this::joinOnceMore);
    }
    var convergence = settled(calm);
    coverage.refutations(cluster.nodes());
    return new CampaignResult(
        seed,
        plan.nodes(),
        cluster.hash(),
        cluster.network().delivered(),
        checks.steps(),
        Duration.ofNanos(cluster.clock().now()),
        convergence,
        plan.bound(),
        coverage);
  }

  /**
   * Waits until all views agree and go on to do so: what was accused last may still be under way.
   */
  private Duration settled(long calm) {
    long end = cluster.clock().now() + plan.bound().toNanos();
    while (true) {
      cluster.awaitConverged(Duration.ofNanos(end - cluster.clock().now()));
      long now = cluster.clock().now();
      cluster.run(SETTLED);
      if (cluster.converged()) {
        return Duration.ofNanos(now - calm);
      }
    }
  }

  private void start() {
    cluster.node(0).start();
    for (int i = 1; i < cluster.size(); i++) {
      var node = cluster.node(i);
      var at = Duration.ofNanos(random.between(0, STARTING.toNanos()));
      cluster
          .clock()
          .after(at, () -> restarts.start(node, List.of(cluster.node(0).address().toString())));
    }
    cluster.run(STARTING.multipliedBy(2));
  }

  private boolean everybodyMoves() {
    return cluster.nodes().stream()
        .noneMatch(node -> node.running() && (node.stopped() || node.state().hasLeft()));
  }

  /** What an operator does after a partition that the specified behaviour does not heal. */
  private void joinAgain() {
    var running = cluster.running();
    for (var node : running.subList(Math.min(1, running.size()), running.size())) {
      node.joinUntilReached(running.get(0));
    }
  }

  /** What he does when that did not help, because a dead record still held a name. */
  private void joinOnceMore() {
    if (!cluster.converged()) {
      joinAgain();
    }
  }
}
