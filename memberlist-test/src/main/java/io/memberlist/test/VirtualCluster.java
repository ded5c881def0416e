package io.memberlist.test;

import io.memberlist.Config;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.Behaviour;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * A cluster in memory and in virtual time: the same protocol, codec and delegates as in production,
 * without sockets, threads and waiting. Time passes only when a test says so, and in methods of a
 * node that wait for others; the same seed gives the same events at the same times.
 *
 * <pre>{@code
 * var cluster = VirtualCluster.of(42).nodes(5).joined();
 * cluster.node(3).kill();
 * cluster.advance(Duration.ofSeconds(20));
 * assertThat(cluster).hasConverged();
 * }</pre>
 *
 * May be used by any thread, which is then the one that makes time pass.
 */
public final class VirtualCluster implements Cluster {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);
  private static final long OWN_CHANCES = -2;

  private final VirtualClusterBuilder settings;
  private final List<Config> configs = new ArrayList<>();
  private final List<VirtualNode> nodes = new ArrayList<>();
  private final EventHistory history = new EventHistory();
  private final SimCluster world;
  private final SimRandom random;
  private final VirtualTime time;
  private final MessageLog log;

  VirtualCluster(VirtualClusterBuilder settings) {
    this.settings = settings;
    world =
        SimCluster.of(settings.seed())
            .nodes(0)
            .config(this::placed)
            .behaviour(number -> Behaviour.DEFAULT.withObservations())
            .off();
    random = new SimRandom(settings.seed(), OWN_CHANCES);
    time = new VirtualTime(world);
    log = new MessageLog(world);
    world.observe(
        new NodeObserver() {
          @Override
          public void stepped(long now, SimNode node) {
            if (node.number() < nodes.size()) {
              nodes.get(node.number()).stepped();
            }
          }
        });
  }

  /** The node's own configuration, at the place in the network that it was given. */
  private Config.Builder placed(int number, Config.Builder place) {
    var given = place.build();
    return configs.get(number).toBuilder().bindAddr(given.bindAddr()).bindPort(given.bindPort());
  }

  /** Describes a cluster whose every chance follows from a seed. */
  public static VirtualClusterBuilder of(long seed) {
    return new VirtualClusterBuilder(seed);
  }

  /** Adds a node that does not run yet, configured like the others. */
  public VirtualNode add(String name) {
    return add(settings.config(name));
  }

  /** Adds a node that does not run yet; name and delegates are the configuration's. */
  public VirtualNode add(Config config) {
    return time.call(() -> added(config));
  }

  private VirtualNode added(Config config) {
    if (nodes.stream().anyMatch(node -> node.name().equals(config.name()))) {
      throw new IllegalArgumentException("there is a node \"" + config.name() + "\" already");
    }
    var witness = new Witness(config, history, this::now);
    var lanes = new Lanes(time, world.clock());
    configs.add(lanes.on(witness.watching(config)));
    var sim = world.addNode();
    world.world().names().put(config.name(), List.of(sim.address()));
    var own = config.toBuilder().bindAddr(sim.config().bindAddr()).bindPort(sim.address().port());
    var memberlist = new VirtualMemberlist(time, sim, lanes, own.build(), random);
    var node = new VirtualNode(this, time, sim, memberlist, witness);
    nodes.add(node);
    return node;
  }

  @Override
  public List<VirtualNode> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  @Override
  public VirtualNode node(int number) {
    return Nodes.numbered(nodes, number);
  }

  @Override
  public VirtualNode node(String name) {
    return Nodes.named(nodes, name);
  }

  @Override
  public EventHistory history() {
    return history;
  }

  /** What decides all chance. */
  public long seed() {
    return settings.seed();
  }

  /** Virtual time since the cluster was made. */
  public Duration now() {
    return Duration.ofNanos(time.now());
  }

  /** Lets virtual time pass; returns when everything up to then has happened. */
  public void advance(Duration length) {
    time.advance(length);
  }

  /**
   * Is called between any two events while a test makes time pass, but not within methods of a node
   * that wait: for those who have threads of their own to wait for.
   */
  public void between(Runnable action) {
    time.between(action);
  }

  @Override
  public void partition(String... names) {
    var one = Arrays.stream(names).map(name -> node(name).sim().number()).toList();
    var rest = nodes.stream().map(node -> node.sim().number()).filter(n -> !one.contains(n));
    time.run(() -> world.network().partition(one, rest.toList()));
  }

  @Override
  public void heal() {
    time.run(() -> world.network().heal());
  }

  /**
   * Conditions between all nodes from now on.
   *
   * @param shortest way of a packet; the ways are uniform in between
   * @param longest way of a packet
   */
  public void latency(Duration shortest, Duration longest) {
    time.run(
        () -> {
          var network = world.network();
          network.conditions(network.conditions().withDelay(shortest, longest));
        });
  }

  /**
   * Share of packets that are lost between all nodes from now on; streams suffer less.
   *
   * @param share 0 to 1
   */
  public void loss(double share) {
    time.run(
        () -> {
          var network = world.network();
          network.conditions(network.conditions().withLoss(share));
        });
  }

  @Override
  public boolean converged() {
    return time.call(world::converged);
  }

  @Override
  public void awaitConverged() {
    awaitConverged(PATIENCE);
  }

  @Override
  public void awaitConverged(Duration limit) {
    var end = now().plus(limit);
    while (!converged()) {
      if (now().compareTo(end) >= 0) {
        throw failure("not converged within " + limit + ": " + Views.of(nodes));
      }
      advance(LOOK_EVERY);
    }
  }

  @Override
  public void awaitUntil(BooleanSupplier condition, Duration limit) {
    if (!time.await(condition, limit)) {
      throw failure("the condition did not come true within " + limit);
    }
  }

  private AssertionError failure(String what) {
    return new AssertionError(
        String.format(
            Locale.ROOT,
            "%s (at %.6f s of virtual time, seed %d)",
            what,
            time.now() / 1e9,
            seed()));
  }

  /** The last messages that came to nodes, at most 100, one line each. */
  public List<String> lastMessages() {
    return time.call(log::lines);
  }

  @Override
  public void close() {
    for (var node : nodes) {
      node.kill();
    }
  }

  @Override
  public String toString() {
    return nodes.size() + " nodes at " + now() + " of virtual time, seed " + seed();
  }
}
