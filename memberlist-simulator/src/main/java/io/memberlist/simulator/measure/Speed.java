package io.memberlist.simulator.measure;

import io.memberlist.simulator.SimCluster;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Speed of an idle warm cluster, through the real encoder and decoder.
 *
 * @param nodes size of the cluster
 * @param packets delivered
 * @param cpuNanos processor time of the thread
 * @param simulated virtual time
 */
public record Speed(int nodes, long packets, long cpuNanos, Duration simulated) {

  private static final Duration CALM = Duration.ofSeconds(10);

  /**
   * Measures, after a warm-up of the same length.
   *
   * @param compress whether compression is tried for each packet
   */
  public static Speed idle(int nodes, Duration time, boolean compress) {
    var cluster =
        SimCluster.of(1)
            .nodes(nodes)
            .withoutHash()
            .config(c -> c.enableCompression(compress).pushPullInterval(Duration.ZERO))
            .warm();
    cluster.run(CALM);
    cluster.run(time);
    long packets = cluster.network().delivered();
    long cpu = threadNanos();
    cluster.run(time);
    return new Speed(nodes, cluster.network().delivered() - packets, threadNanos() - cpu, time);
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Delivered packets per second and core. */
  public double packetsPerSecond() {
    return packets * 1e9 / Math.max(1, cpuNanos);
  }

  /** How many seconds of virtual time a second of one core simulates. */
  public double timesRealTime() {
    return (double) simulated.toNanos() / Math.max(1, cpuNanos);
  }
}
