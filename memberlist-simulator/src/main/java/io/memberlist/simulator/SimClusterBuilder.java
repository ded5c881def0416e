package io.memberlist.simulator;

import io.memberlist.Config;
import io.memberlist.internal.core.CoreOptions;
import io.memberlist.simulator.network.LinkConditions;
import io.memberlist.simulator.node.Behaviour;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Describes a cluster in virtual time; the last call says in which condition it begins. */
public final class SimClusterBuilder {

  private static final Duration JOINED_LIMIT = Duration.ofMinutes(5);

  private final long seed;
  private int nodes = 2;
  private Supplier<Config.Builder> preset = Config::lan;
  private BiFunction<Integer, Config.Builder, Config.Builder> config = (number, builder) -> builder;
  private IntFunction<Behaviour> behaviour = number -> Behaviour.DEFAULT;
  private LinkConditions conditions = LinkConditions.DEFAULT;
  private CoreOptions options = CoreOptions.DEFAULT;
  private boolean hashed = true;

  SimClusterBuilder(long seed) {
    this.seed = seed;
  }

  /** Number of nodes; 2 if not said. */
  public SimClusterBuilder nodes(int number) {
    nodes = number;
    return this;
  }

  /** Base configuration; {@link Config#lan()} if not said. */
  public SimClusterBuilder preset(Supplier<Config.Builder> base) {
    preset = base;
    return this;
  }

  /** Changes the configuration of all nodes. Compression is off if not said otherwise here. */
  public SimClusterBuilder config(UnaryOperator<Config.Builder> change) {
    return config((number, builder) -> change.apply(builder));
  }

  /** Changes the configuration of each node, by number; after earlier changes. */
  public SimClusterBuilder config(BiFunction<Integer, Config.Builder, Config.Builder> change) {
    var before = config;
    config = (number, builder) -> change.apply(number, before.apply(number, builder));
    return this;
  }

  /** All additions of §21.1 on. */
  public SimClusterBuilder improved() {
    return config(Config.Builder::withImprovements);
  }

  /** What process and machine of each node are like, by number. */
  public SimClusterBuilder behaviour(IntFunction<Behaviour> of) {
    behaviour = of;
    return this;
  }

  /** Conditions of all links. */
  public SimClusterBuilder network(LinkConditions all) {
    conditions = all;
    return this;
  }

  /** Switches parts of Lifeguard. */
  public SimClusterBuilder options(CoreOptions with) {
    options = with;
    return this;
  }

  /** Leaves the hash out, which costs a few percent of the speed. */
  public SimClusterBuilder withoutHash() {
    hashed = false;
    return this;
  }

  /** Machines on which nothing runs. */
  public SimCluster off() {
    var cluster = new SimCluster(this);
    cluster.network().conditions(conditions);
    for (int i = 0; i < nodes; i++) {
      cluster.addNode();
    }
    return cluster;
  }

  /** Nodes that run and know nobody. */
  public SimCluster started() {
    var cluster = off();
    cluster.startAll();
    return cluster;
  }

  /**
   * Nodes that have joined through the first one and know each other; whom it turns away, since it
   * serves 127 at a time, tries again.
   */
  public SimCluster joined() {
    var cluster = started();
    for (int i = 1; i < nodes; i++) {
      cluster.node(i).joinUntilReached(cluster.node(0));
    }
    cluster.awaitConverged(JOINED_LIMIT);
    return cluster;
  }

  /** Nodes that know each other as after a long calm; nothing has been sent yet. */
  public SimCluster warm() {
    var cluster = started();
    cluster.warm();
    return cluster;
  }

  long seed() {
    return seed;
  }

  Config.Builder preset() {
    return preset.get();
  }

  Config.Builder configure(int number, Config.Builder builder) {
    return config.apply(number, builder);
  }

  Behaviour behaviour(int number) {
    return behaviour.apply(number);
  }

  CoreOptions options() {
    return options;
  }

  boolean hashed() {
    return hashed;
  }
}
