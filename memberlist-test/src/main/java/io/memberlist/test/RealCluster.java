package io.memberlist.test;

import io.memberlist.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A cluster of real nodes in this process: sockets on free ports of loopback, threads, and real
 * time. For what virtual time cannot show: threads, transports, the machine. Waits for conditions,
 * never for a fixed time.
 *
 * <pre>{@code
 * try (var cluster = RealCluster.ofNodes(3).joined()) {
 *   cluster.node(2).memberlist().leave(Duration.ofSeconds(5));
 *   cluster.awaitConverged();
 * }
 * }</pre>
 */
public final class RealCluster implements Cluster {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long LOOK_NANOS = 10_000_000;

  private final List<RealNode> nodes = new ArrayList<>();
  private final EventHistory history = new EventHistory();
  private final Cuts cuts = new Cuts();
  private final long started = System.nanoTime();

  RealCluster() {}

  /** Describes a cluster of so many nodes. */
  public static RealClusterBuilder ofNodes(int number) {
    return new RealClusterBuilder(number);
  }

  void add(Config config) {
    var witness = new Witness(config, history, this::now);
    var name = config.name();
    var watched = witness.watching(config).toBuilder();
    watched.transportFactory(cuts.around(name, config.transportFactory()));
    nodes.add(new RealNode(this, watched.build(), witness));
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Override
  public List<RealNode> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  @Override
  public RealNode node(int number) {
    return Nodes.numbered(nodes, number);
  }

  @Override
  public RealNode node(String name) {
    return Nodes.named(nodes, name);
  }

  @Override
  public EventHistory history() {
    return history;
  }

  /** Packets are lost and connections fail; those that are open stay. */
  @Override
  public void partition(String... names) {
    var one = Arrays.stream(names).map(name -> node(name).name()).collect(Collectors.toSet());
    for (var node : nodes) {
      if (!one.contains(node.name())) {
        one.forEach(name -> cuts.add(name, node.name()));
      }
    }
  }

  @Override
  public void heal() {
    cuts.clear();
  }

  @Override
  public boolean converged() {
    var members =
        nodes.stream().filter(RealNode::member).map(RealNode::name).collect(Collectors.toSet());
    return nodes.stream().filter(RealNode::member).allMatch(node -> node.seesExactly(members));
  }

  @Override
  public void awaitConverged() {
    awaitConverged(PATIENCE);
  }

  @Override
  public void awaitConverged(Duration limit) {
    if (!await(this::converged, limit)) {
      throw new AssertionError("not converged within " + limit + ": " + Views.of(nodes));
    }
  }

  @Override
  public void awaitUntil(BooleanSupplier condition, Duration limit) {
    if (!await(condition, limit)) {
      throw new AssertionError(
          "the condition did not come true within " + limit + ": " + Views.of(nodes));
    }
  }

  /** Looks after each event, and now and then. */
  private boolean await(BooleanSupplier condition, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - end >= 0) {
          return false;
        }
        history.awaitNews(LOOK_NANOS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    nodes.forEach(RealNode::kill);
  }

  @Override
  public String toString() {
    return nodes.size() + " real nodes";
  }
}
