package io.memberlist.test;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A real node of a cluster under test. */
public final class RealNode implements ClusterNode {

  private final RealCluster cluster;
  private final String name;
  private final Memberlist memberlist;
  private final Witness witness;

  RealNode(RealCluster cluster, Config config, Witness witness) {
    this.cluster = cluster;
    this.name = config.name();
    this.memberlist = Memberlist.of(config);
    this.witness = witness;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Memberlist memberlist() {
    return memberlist;
  }

  @Override
  public boolean running() {
    return memberlist.status() != Memberlist.Status.STOPPED;
  }

  /**
   * Where it is, as a seed for others: {@code 127.0.0.1:port}.
   *
   * @throws IllegalStateException if it does not run
   */
  public String address() {
    return memberlist.localNode().addressText();
  }

  @Override
  public void kill() {
    memberlist.shutdown();
  }

  @Override
  public void restart() {
    memberlist.start();
    var others =
        cluster.nodes().stream()
            .filter(other -> other != this && other.running())
            .map(RealNode::address)
            .toList();
    memberlist.join(others);
  }

  @Override
  public EventHistory events() {
    return witness.events();
  }

  @Override
  public List<byte[]> messages() {
    return witness.messages();
  }

  @Override
  public List<Throwable> failures() {
    return witness.failures();
  }

  /** Whether others should see it. */
  boolean member() {
    return memberlist.status() == Memberlist.Status.RUNNING;
  }

  boolean seesExactly(Set<String> names) {
    var members = memberlist.members();
    return members.stream().allMatch(member -> member.state() == NodeState.ALIVE)
        && members.stream().map(Node::name).collect(Collectors.toSet()).equals(names);
  }

  @Override
  public String toString() {
    return name + " " + memberlist.status();
  }
}
