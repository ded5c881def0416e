package io.memberlist.simulator;

import io.memberlist.Config;
import io.memberlist.internal.core.CoreOptions;
import io.memberlist.internal.core.NodeInfo;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.simulator.network.NetworkObserver;
import io.memberlist.simulator.network.SimNetwork;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.node.World;
import io.memberlist.simulator.time.SimClock;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A cluster in virtual time. For one thread.
 *
 * <pre>{@code
 * var cluster = SimCluster.of(42).nodes(5).joined();
 * cluster.node(3).kill();
 * cluster.runUntil(() -> cluster.node(0).state().members() == 4, Duration.ofSeconds(30));
 * }</pre>
 */
public final class SimCluster {

  static final int PORT = 7946;

  private final SimClock clock = new SimClock();
  private final RunHash hash = new RunHash();
  private final List<SimNode> nodes = new ArrayList<>();
  private final SimClusterBuilder settings;
  private final SimNetwork network;
  private final World world;
  private int addresses;

  SimCluster(SimClusterBuilder settings) {
    this.settings = settings;
    network = new SimNetwork(clock, new SimRandom(settings.seed(), 0));
    world = new World(settings.seed(), clock, network, settings.options());
    if (settings.hashed()) {
      network.observe(hash);
      world.observe(hash);
    }
  }

  /** Describes a cluster whose every chance follows from a seed. */
  public static SimClusterBuilder of(long seed) {
    return new SimClusterBuilder(seed);
  }

  /** Adds a machine on which nothing runs yet. */
  public SimNode addNode() {
    int number = nodes.size();
    var address = newAddress();
    var ip = address.toString();
    Config.Builder config =
        settings
            .preset()
            .name(String.format("n%07d", number))
            .bindAddr(ip.substring(0, ip.indexOf(':')))
            .bindPort(PORT)
            .enableCompression(false);
    var node = new SimNode(number, world, address, settings.configure(number, config).build());
    node.behave(settings.behaviour(number));
    nodes.add(node);
    network.attach(node);
    return node;
  }

  /** An address that nobody has had. */
  public NodeAddress newAddress() {
    int next = ++addresses;
    return new NodeAddress(
        new byte[] {10, (byte) (next >> 16), (byte) (next >> 8), (byte) next}, PORT);
  }

  /** The node of that number. */
  public SimNode node(int number) {
    return nodes.get(number);
  }

  /** All machines, by number. */
  public List<SimNode> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** The nodes whose process runs, by number. */
  public List<SimNode> running() {
    return nodes.stream().filter(SimNode::running).toList();
  }

  /** Number of machines. */
  public int size() {
    return nodes.size();
  }

  /** Virtual time. */
  public SimClock clock() {
    return clock;
  }

  /** The network, where faults are set. */
  public SimNetwork network() {
    return network;
  }

  /** What the nodes have in common. */
  public World world() {
    return world;
  }

  /** Root seed. */
  public long seed() {
    return settings.seed();
  }

  /** 64 bits over all packets and events so far. */
  public long hash() {
    return hash.value();
  }

  /** Tells somebody of all traffic from now on. */
  public void observe(NetworkObserver observer) {
    network.observe(observer);
  }

  /** Tells somebody what all nodes do from now on. */
  public void observe(NodeObserver observer) {
    world.observe(observer);
  }

  /** Starts all nodes; they know nobody. */
  public void startAll() {
    nodes.forEach(SimNode::start);
  }

  /** Makes every running node known to every other, as after a long calm: Alive, incarnation 1. */
  public void warm() {
    var infos = new ArrayList<NodeInfo>(nodes.size());
    for (var node : nodes) {
      if (node.running()) {
        infos.add(node.state().info(0));
      }
    }
    for (int i = 0, place = 0; i < nodes.size(); i++) {
      if (nodes.get(i).running()) {
        var others = new ArrayList<>(infos);
        others.remove(place++);
        nodes.get(i).preload(others);
      }
    }
  }

  /** Lets virtual time pass. */
  public void run(Duration time) {
    clock.run(time);
  }

  /**
   * Lets virtual time pass until a condition holds.
   *
   * @return how long that took
   * @throws SimulationFailure if it does not hold within the limit
   */
  public Duration runUntil(BooleanSupplier condition, Duration limit) {
    long start = clock.now();
    if (!clock.runUntil(condition, limit)) {
      throw failure("the condition did not come true within " + limit);
    }
    return Duration.ofNanos(clock.now() - start);
  }

  /**
   * Whether every running node has exactly the running nodes that have not left as members, all
   * Alive.
   */
  public boolean converged() {
    return Convergence.reached(nodes);
  }

  /** As {@link #runUntil} for {@link #converged}; looks every 10 ms. */
  public Duration awaitConverged(Duration limit) {
    long start = clock.now();
    long end = start + limit.toNanos();
    while (!converged()) {
      if (clock.now() >= end) {
        throw failure("not converged within " + limit + ": " + Convergence.explain(nodes));
      }
      clock.run(Duration.ofMillis(10));
    }
    return Duration.ofNanos(clock.now() - start);
  }

  /** A failure of this run at this moment. */
  public SimulationFailure failure(String what) {
    return new SimulationFailure(what, seed(), clock.now());
  }

  CoreOptions options() {
    return settings.options();
  }
}
