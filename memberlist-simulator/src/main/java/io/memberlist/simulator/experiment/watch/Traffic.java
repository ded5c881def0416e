package io.memberlist.simulator.experiment.watch;

import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.NetworkObserver;
import java.util.Arrays;

/**
 * What nodes send and receive from its start on: packets and their bytes without the headers of UDP
 * and IP, bytes of streams, per node and, if wanted, per second.
 */
public final class Traffic implements NetworkObserver {

  /** Headers of UDP and IPv4. */
  public static final int HEADERS = 28;

  private static final int TYPES = 16;
  private static final int SECOND = 1_000_000_000;

  private final SimCluster cluster;
  private final long start;
  private final long[] sentPackets;
  private final long[] sentBytes;
  private final long[] types = new long[TYPES];
  private final int[][] sentPerSecond;
  private final int[][] receivedPerSecond;
  private long receivedPackets;
  private long receivedBytes;
  private long streamBytes;
  private int largest;

  private Traffic(SimCluster cluster, int seconds) {
    this.cluster = cluster;
    start = cluster.clock().now();
    sentPackets = new long[cluster.size()];
    sentBytes = new long[cluster.size()];
    sentPerSecond = new int[seconds][cluster.size()];
    receivedPerSecond = new int[seconds][cluster.size()];
  }

  /** Measures from now on. */
  public static Traffic of(SimCluster cluster) {
    return perSecond(cluster, 0);
  }

  /** Measures from now on, with samples for so many seconds. */
  public static Traffic perSecond(SimCluster cluster, int seconds) {
    var traffic = new Traffic(cluster, seconds);
    cluster.observe(traffic);
    return traffic;
  }

  private double perNodeAndSecond(long amount) {
    return (double) amount / cluster.size() / ((cluster.clock().now() - start) / 1e9);
  }

  /** Packets sent per node and second. */
  public double messages() {
    return perNodeAndSecond(Arrays.stream(sentPackets).sum());
  }

  /** Packets received per node and second. */
  public double received() {
    return perNodeAndSecond(receivedPackets);
  }

  /** Bytes of packets sent per node and second. */
  public double bytes() {
    return perNodeAndSecond(Arrays.stream(sentBytes).sum());
  }

  /** Bytes of packets received per node and second. */
  public double bytesReceived() {
    return perNodeAndSecond(receivedBytes);
  }

  /** Bytes of streams per node and second, both directions counted at both ends. */
  public double streamBytes() {
    return perNodeAndSecond(2 * streamBytes);
  }

  /** All packets sent. */
  public long totalMessages() {
    return Arrays.stream(sentPackets).sum();
  }

  /** Bytes of all packets sent. */
  public long totalBytes() {
    return Arrays.stream(sentBytes).sum();
  }

  /** Longest packet in bytes. */
  public int largest() {
    return largest;
  }

  /** Messages of a type sent per node and second. */
  public double ofType(int type) {
    return perNodeAndSecond(types[type]);
  }

  /** Standard deviation of the packets sent over the nodes, as a share of their mean. */
  public double deviation() {
    double mean = Arrays.stream(sentPackets).average().orElse(0);
    double squares =
        Arrays.stream(sentPackets).mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / sentPackets.length) / mean;
  }

  /** Bytes sent by the running nodes in each of the first seconds, headers included. */
  public double[] sentSamples(int seconds) {
    return samples(sentPerSecond, seconds);
  }

  /** Bytes received by the running nodes in each of the first seconds, headers included. */
  public double[] receivedSamples(int seconds) {
    return samples(receivedPerSecond, seconds);
  }

  private double[] samples(int[][] perSecond, int seconds) {
    return cluster.running().stream()
        .flatMap(
            node -> Arrays.stream(perSecond).limit(seconds).map(second -> second[node.number()]))
        .mapToDouble(Integer::doubleValue)
        .toArray();
  }

  @Override
  public void packetSent(long now, int from, NodeAddress to, byte[] buffer, int length) {
    sentPackets[from]++;
    sentBytes[from] += length;
    largest = Math.max(largest, length);
    Letters.types(buffer, type -> types[type % TYPES]++);
    add(sentPerSecond, now, from, length);
  }

  @Override
  public void packetDelivered(long now, int from, int to, byte[] packet) {
    receivedPackets++;
    receivedBytes += packet.length;
    add(receivedPerSecond, now, to, packet.length);
  }

  private void add(int[][] perSecond, long now, int node, int length) {
    int second = (int) ((now - start) / SECOND);
    if (second < perSecond.length) {
      perSecond[second][node] += length + HEADERS;
    }
  }

  @Override
  public void streamWritten(long now, int from, int to, byte[] bytes) {
    streamBytes += bytes.length;
  }
}
