package io.memberlist.simulator.measure;

import io.memberlist.simulator.SimCluster;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Speed of a warm cluster, through the real encoder and decoder.
 *
 * @param nodes size of the cluster
 * @param packets delivered
 * @param bytes of their payload
 * @param cpuNanos processor time of the thread
 * @param simulated virtual time
 */
public record Speed(int nodes, long packets, long bytes, long cpuNanos, Duration simulated) {

  private static final Duration CALM = Duration.ofSeconds(10);

  /**
   * Measures an idle cluster, pings and acks only, after a warm-up of the same length.
   *
   * @param compress whether compression is tried for each packet
   */
  public static Speed idle(int nodes, Duration time, boolean compress) {
    return of(cluster(nodes, compress, false), time);
  }

  /**
   * Measures a cluster in which every node announces new metadata every five seconds: more than
   * gossip can carry, so that packets are full of rumours.
   *
   * @param compress whether packets are compressed
   */
  public static Speed busy(int nodes, Duration time, boolean compress) {
    var cluster = cluster(nodes, compress, true);
    cluster.nodes().forEach(node -> new Restless(cluster, node).begin());
    return of(cluster, time);
  }

  private static SimCluster cluster(int nodes, boolean compress, boolean metadata) {
    return SimCluster.of(1)
        .nodes(nodes)
        .withoutHash()
        .config(c -> c.enableCompression(compress).pushPullInterval(Duration.ZERO))
        .config(c -> metadata ? c.delegate(new ChangingMetadata()) : c)
        .warm();
  }

  private static Speed of(SimCluster cluster, Duration time) {
    var traffic = new Traffic();
    cluster.observe(traffic);
    cluster.run(CALM);
    cluster.run(time);
    traffic.reset();
    long cpu = threadNanos();
    cluster.run(time);
    return new Speed(cluster.size(), traffic.packets(), traffic.bytes(), threadNanos() - cpu, time);
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Delivered packets per second and core. */
  public double packetsPerSecond() {
    return packets * 1e9 / Math.max(1, cpuNanos);
  }

  /** Mean size of a packet's payload in bytes. */
  public double meanBytes() {
    return (double) bytes / Math.max(1, packets);
  }

  /** How many seconds of virtual time a second of one core simulates. */
  public double timesRealTime() {
    return (double) simulated.toNanos() / Math.max(1, cpuNanos);
  }
}
