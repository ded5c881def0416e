package io.memberlist.test;

import io.memberlist.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Describes a cluster in virtual time; the last call says in which condition it begins. */
public final class VirtualClusterBuilder {

  private final long seed;
  private int nodes = 3;
  private Supplier<Config.Builder> preset = Config::lan;
  private final List<NodeConfigurer> configurers = new ArrayList<>();

  VirtualClusterBuilder(long seed) {
    this.seed = seed;
  }

  /** Number of nodes; 3 if not said. */
  public VirtualClusterBuilder nodes(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("a cluster of " + number + " nodes makes no sense");
    }
    nodes = number;
    return this;
  }

  /** Base configuration of all nodes; {@link Config#lan()} if not said. */
  public VirtualClusterBuilder preset(Supplier<Config.Builder> base) {
    preset = base;
    return this;
  }

  /** Changes the configuration of each node, after earlier changes. */
  public VirtualClusterBuilder configure(NodeConfigurer configurer) {
    configurers.add(configurer);
    return this;
  }

  /** Nodes that do not run yet. */
  public VirtualCluster off() {
    var cluster = new VirtualCluster(this);
    for (int number = 1; number <= nodes; number++) {
      cluster.add("node-" + number);
    }
    return cluster;
  }

  /** Nodes that run and know nobody. */
  public VirtualCluster started() {
    var cluster = off();
    cluster.nodes().forEach(node -> node.memberlist().start());
    return cluster;
  }

  /** Nodes that have joined through the first one and know each other. */
  public VirtualCluster joined() {
    var cluster = started();
    cluster.nodes().stream()
        .skip(1)
        .forEach(node -> node.memberlist().join(List.of(cluster.node(1).name())));
    cluster.awaitConverged();
    return cluster;
  }

  long seed() {
    return seed;
  }

  Config config(String name) {
    var builder = preset.get();
    configurers.forEach(configurer -> configurer.configure(name, builder));
    return builder.name(name).build();
  }
}
