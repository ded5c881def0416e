package io.memberlist.simulator.campaign;

import io.memberlist.Config;
import io.memberlist.Keyring;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.SimClusterBuilder;
import io.memberlist.simulator.node.Behaviour;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;

/**
 * What a seed means before the first event: size, configuration, machines, how long there are
 * faults.
 *
 * @param nodes size of the cluster
 * @param improved all additions of §21.1 on
 * @param encrypted with a key, so that altered packets are noticed
 * @param compressed compression on
 * @param pushPull {@code PushPullInterval}
 * @param remember {@code GossipToTheDeadTime}
 * @param reclaim {@code DeadNodeReclaimTime}
 * @param delegates with an application that broadcasts, is slow and throws
 * @param strangeClocks clocks that start anywhere and drift
 * @param slow packets take time to be processed
 * @param stormy how long there are faults
 */
record CampaignPlan(
    int nodes,
    boolean improved,
    boolean encrypted,
    boolean compressed,
    Duration pushPull,
    Duration remember,
    Duration reclaim,
    boolean delegates,
    boolean strangeClocks,
    boolean slow,
    Duration stormy) {

  private static final int LEAST = 2;

  static CampaignPlan of(long seed, int mostNodes) {
    var random = new SimRandom(seed, -1);
    int range = mostNodes - LEAST + 1;
    int nodes = LEAST + Math.min(random.nextInt(range), random.nextInt(range));
    return new CampaignPlan(
        nodes,
        random.nextBoolean(),
        random.chance(0.4),
        random.chance(0.3),
        Duration.ofSeconds(random.between(5, 30)),
        Duration.ofSeconds(random.between(5, 30)),
        Duration.ofSeconds(random.nextBoolean() ? 0 : random.between(1, 10)),
        random.chance(0.4),
        random.chance(0.3),
        random.chance(0.2),
        Duration.ofSeconds(random.between(20, 120)));
  }

  SimCluster cluster(long seed) {
    var random = new SimRandom(seed, -2);
    var builder =
        SimCluster.of(seed).nodes(nodes).config((number, config) -> configure(config, random));
    return behaving(builder, random).off();
  }

  private Config.Builder configure(Config.Builder config, SimRandom random) {
    config
        .pushPullInterval(pushPull)
        .gossipToTheDeadTime(remember)
        .deadNodeReclaimTime(reclaim)
        .enableCompression(compressed);
    if (improved) {
      config.withImprovements();
    }
    if (encrypted) {
      config.keyring(Keyring.of(new byte[16])).label("campaign");
    }
    if (delegates) {
      new Application(new SimRandom(random.nextLong(), 0)).install(config);
    }
    return config;
  }

  private SimClusterBuilder behaving(SimClusterBuilder builder, SimRandom random) {
    var behaviours = new Behaviour[nodes];
    for (int i = 0; i < nodes; i++) {
      var behaviour = Behaviour.DEFAULT;
      if (strangeClocks) {
        behaviour = behaviour.withClock(random.nextLong(), random.between(-1_000_000, 1_000_000));
      }
      if (slow) {
        behaviour =
            behaviour.withProcessing(Duration.ofNanos(random.between(10_000, 500_000)), 256);
      }
      if (delegates) {
        behaviour = behaviour.withHandler(Duration.ofMillis(random.between(0, 2000)));
      }
      behaviours[i] = random.nextBoolean() ? behaviour.withObservations() : behaviour;
    }
    return builder.behaviour(number -> behaviours[number]);
  }

  /** Minimum suspicion timeout for the whole cluster, {@code S(n)}. */
  Duration suspicion() {
    double scale = Math.max(1, Math.log10(nodes));
    return Duration.ofNanos((long) (4e9 * scale));
  }

  /** How long a partition may last so that the specified behaviour heals it by itself (E7). */
  Duration harmless() {
    return Duration.ofSeconds(1).plus(suspicion());
  }

  /** How long a dead record may keep its name from being taken over by another address. */
  Duration dropping() {
    return remember.plusSeconds(2L * nodes);
  }

  /**
   * How long the views may take to agree once there are no faults any more: what was accused last
   * dies or refutes, probes are stretched by bad health, streams time out, records at old addresses
   * are dropped at the end of a round of probes, and the rest is found by state exchanges with
   * random members, or by rejoin.
   */
  Duration bound() {
    var dying = suspicion().multipliedBy(6).plusSeconds(9 + 10);
    int doublings = 32 - Integer.numberOfLeadingZeros(nodes);
    int stretched = Math.max(1, doublings - 4);
    var exchanging = pushPull.multipliedBy(stretched).multipliedBy(4L + doublings);
    var rejoining = improved ? Duration.ofSeconds(99 + 10) : Duration.ZERO;
    return dying.plus(dropping()).plus(exchanging).plus(rejoining);
  }
}
