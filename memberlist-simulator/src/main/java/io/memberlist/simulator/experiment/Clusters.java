package io.memberlist.simulator.experiment;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.SimClusterBuilder;
import io.memberlist.simulator.network.LinkConditions;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;

/** The base configuration of 1.4 and how experiments begin. */
public final class Clusters {

  /** What passes after a warm start before anything is measured. */
  public static final Duration CALM = Duration.ofSeconds(5);

  /** Probe interval of the base configuration. */
  public static final long PERIOD_NANOS = 1_000_000_000;

  private static final long CHOICES = 0xE0;

  private Clusters() {}

  /** A cluster as a point wants it: LAN defaults with its multipliers, mechanisms and loss. */
  public static SimClusterBuilder of(Point point, Variant variant, long seed) {
    return SimCluster.of(seed)
        .nodes(point.n())
        .network(LinkConditions.DEFAULT.withLoss(point.loss()))
        .options(point.lifeguard().options())
        .config(variant::configure)
        .config(
            config -> config.suspicionMult(point.alpha()).suspicionMaxTimeoutMult(point.beta()));
  }

  /** What the experiment itself leaves to chance. */
  public static SimRandom choices(long seed) {
    return new SimRandom(seed, CHOICES);
  }

  /** Seconds between two moments of virtual time. */
  public static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  /** So many seconds. */
  public static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
