package io.memberlist.test;

import io.memberlist.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Describes a cluster of real nodes; the last call says in which condition it begins. */
public final class RealClusterBuilder {

  private final int nodes;
  private Supplier<Config.Builder> preset = Config::local;
  private final List<NodeConfigurer> configurers = new ArrayList<>();

  RealClusterBuilder(int nodes) {
    if (nodes < 0) {
      throw new IllegalArgumentException("a cluster of " + nodes + " nodes makes no sense");
    }
    this.nodes = nodes;
  }

  /** Base configuration of all nodes; {@link Config#local()} if not said. */
  public RealClusterBuilder preset(Supplier<Config.Builder> base) {
    preset = base;
    return this;
  }

  /** Changes the configuration of each node, after earlier changes. */
  public RealClusterBuilder configure(NodeConfigurer configurer) {
    configurers.add(configurer);
    return this;
  }

  /** Nodes that do not run yet. */
  public RealCluster off() {
    var cluster = new RealCluster();
    for (int number = 1; number <= nodes; number++) {
      cluster.add(config("node-" + number));
    }
    return cluster;
  }

  /** Nodes that run and know nobody. */
  public RealCluster started() {
    var cluster = off();
    try {
      cluster.nodes().forEach(node -> node.memberlist().start());
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** Nodes that have joined through the first one and know each other. */
  public RealCluster joined() {
    var cluster = started();
    try {
      cluster.nodes().stream()
          .skip(1)
          .forEach(node -> node.memberlist().join(List.of(cluster.node(1).address())));
      cluster.awaitConverged();
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private Config config(String name) {
    var builder = preset.get();
    configurers.forEach(configurer -> configurer.configure(name, builder));
    return builder.name(name).bindAddr("127.0.0.1").bindPort(0).advertisePort(0).build();
  }
}
