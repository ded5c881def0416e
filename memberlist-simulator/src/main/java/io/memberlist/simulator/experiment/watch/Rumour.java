package io.memberlist.simulator.experiment.watch;

import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.User;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.experiment.Clusters;
import io.memberlist.simulator.network.NetworkObserver;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** How one rumour reaches everybody, looked at every 10 ms, and how many copies that takes. */
public final class Rumour implements NetworkObserver {

  private static final Duration STEP = Duration.ofMillis(10);

  private final Letters letters = new Letters();
  private final SimCluster cluster;
  private final Predicate<Message> isIt;
  private final long start;
  private final int holders;
  private final List<SimNode> left;
  private final List<Double> reached = new ArrayList<>();
  private final int[] sent;
  private long received;

  private Rumour(SimCluster cluster, Predicate<Message> isIt) {
    this.cluster = cluster;
    this.isIt = isIt;
    start = cluster.clock().now();
    left = new ArrayList<>(cluster.running());
    holders = left.size();
    sent = new int[cluster.size()];
  }

  /** An alive message about a node with at least that incarnation, from now on. */
  public static Rumour alive(SimCluster cluster, SimNode about, int incarnation) {
    var rumour =
        new Rumour(
            cluster,
            message ->
                message instanceof Alive alive
                    && alive.node().equals(about.name())
                    && alive.incarnation() >= incarnation);
    cluster.observe(rumour);
    return rumour;
  }

  /** Any rumour that starts now; its copies are not counted. */
  public static Rumour uncounted(SimCluster cluster) {
    return new Rumour(cluster, message -> false);
  }

  /** A message of the application of that length, from now on. */
  public static Rumour user(SimCluster cluster, int length) {
    var rumour =
        new Rumour(
            cluster, message -> message instanceof User user && user.payload().length == length);
    cluster.observe(rumour);
    return rumour;
  }

  /** Lets time pass until all running nodes hold it, or the limit has passed. */
  public void spread(Predicate<SimNode> holds, Duration limit) {
    look(holds);
    while (!left.isEmpty() && cluster.clock().now() - start < limit.toNanos()) {
      cluster.run(STEP);
      look(holds);
    }
  }

  private void look(Predicate<SimNode> holds) {
    double now = Clusters.seconds(start, cluster.clock().now());
    left.removeIf(
        node -> {
          boolean has = !node.running() || holds.test(node);
          if (has) {
            reached.add(now);
          }
          return has;
        });
  }

  /** Whether everybody holds it. */
  public boolean complete() {
    return left.isEmpty();
  }

  /** Seconds until that share of the nodes, in percent, held it; not a number if they do not. */
  public double time(double percent) {
    int wanted = (int) Math.ceil(percent / 100 * holders);
    return wanted > reached.size() ? Double.NaN : reached.get(wanted - 1);
  }

  /** Copies the busiest node has sent. */
  public int mostSent() {
    return Arrays.stream(sent).max().orElse(0);
  }

  /** Copies sent, per node. */
  public double sentPerNode() {
    return (double) Arrays.stream(sent).sum() / holders;
  }

  /** Copies received, per node. */
  public double receivedPerNode() {
    return (double) received / holders;
  }

  @Override
  public void packetSent(long now, int from, NodeAddress to, byte[] buffer, int length) {
    if (Letters.mayHaveNews(buffer)) {
      letters.open(buffer, length, message -> sent[from] += isIt.test(message) ? 1 : 0);
    }
  }

  @Override
  public void packetDelivered(long now, int from, int to, byte[] packet) {
    if (Letters.mayHaveNews(packet)) {
      letters.open(packet, packet.length, message -> received += isIt.test(message) ? 1 : 0);
    }
  }
}
