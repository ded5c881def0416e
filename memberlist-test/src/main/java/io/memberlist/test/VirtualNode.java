package io.memberlist.test;

import io.memberlist.Memberlist;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.List;

/** A node in virtual time. What is done to it takes effect at once; time has to pass for others. */
public final class VirtualNode implements ClusterNode {

  private final VirtualCluster cluster;
  private final VirtualTime time;
  private final SimNode node;
  private final VirtualMemberlist memberlist;
  private final Witness witness;

  VirtualNode(
      VirtualCluster cluster,
      VirtualTime time,
      SimNode node,
      VirtualMemberlist memberlist,
      Witness witness) {
    this.cluster = cluster;
    this.time = time;
    this.node = node;
    this.memberlist = memberlist;
    this.witness = witness;
  }

  @Override
  public String name() {
    return node.name();
  }

  @Override
  public Memberlist memberlist() {
    return memberlist;
  }

  @Override
  public boolean running() {
    return time.call(node::running);
  }

  /** The process ends; the machine stays, so connections to it are refused. */
  @Override
  public void kill() {
    end(node::kill);
  }

  /** The machine vanishes: connections to it time out; nothing if no process runs there. */
  public void powerOff() {
    end(node::powerOff);
  }

  private void end(Runnable action) {
    time.run(
        () -> {
          if (node.running()) {
            action.run();
            memberlist.killed();
          }
        });
  }

  @Override
  public void restart() {
    memberlist.start();
    var others =
        cluster.nodes().stream()
            .filter(other -> other != this && other.running())
            .map(VirtualNode::name)
            .toList();
    memberlist.join(others);
  }

  /**
   * Stops the process for a while, as a debugger or a long garbage collection does: what comes in
   * waits, timers are late. Returns at once.
   *
   * @throws IllegalStateException if it does not run
   */
  public void pause(Duration length) {
    time.run(() -> node.pause(length));
  }

  /** Whether the process is paused. */
  public boolean paused() {
    return time.call(node::stopped);
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

  SimNode sim() {
    return node;
  }

  void stepped() {
    memberlist.stepped();
  }

  @Override
  public String toString() {
    return memberlist.toString();
  }
}
