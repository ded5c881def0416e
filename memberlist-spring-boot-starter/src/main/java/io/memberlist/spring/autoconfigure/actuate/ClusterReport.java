package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Cluster;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Encryption;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Failure;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Join;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Queues;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.States;
import java.util.EnumSet;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cluster at a glance. Reads a snapshot; never waits. */
final class ClusterReport {

  private final Memberlist memberlist;
  private final JoinBoard board;
  private final Supplier<List<String>> seeds;
  private final IntSupplier pendingEvents;
  private final Supplier<@Nullable String> coordinator;
  private final MemberReports members;

  /**
   * Reads from these.
   *
   * @param memberlist the node
   * @param board how joining goes
   * @param seeds as configured
   * @param pendingEvents number of application events that wait
   * @param coordinator name of the coordinator, null for none
   */
  ClusterReport(
      Memberlist memberlist,
      JoinBoard board,
      Supplier<List<String>> seeds,
      IntSupplier pendingEvents,
      Supplier<@Nullable String> coordinator) {
    this.memberlist = memberlist;
    this.board = board;
    this.seeds = seeds;
    this.pendingEvents = pendingEvents;
    this.coordinator = coordinator;
    this.members = new MemberReports(memberlist);
  }

  MemberlistDescriptor describe() {
    var nodes = memberlist.allNodes();
    boolean runs = memberlist.status() != Memberlist.Status.STOPPED && !nodes.isEmpty();
    return new MemberlistDescriptor(
        (runs ? memberlist.status() : Memberlist.Status.STOPPED).name(),
        memberlist.config().name(),
        runs ? cluster(nodes) : cluster(null, null, null),
        runs ? coordinator.get() : null,
        join(),
        runs ? queues() : null,
        runs ? members.all(nodes, EnumSet.allOf(NodeState.class)) : List.of());
  }

  private Cluster cluster(List<Node> nodes) {
    var counts = new int[NodeState.values().length];
    nodes.forEach(node -> counts[node.state().ordinal()]++);
    var states =
        new States(
            counts[NodeState.ALIVE.ordinal()],
            counts[NodeState.SUSPECT.ordinal()],
            counts[NodeState.DEAD.ordinal()],
            counts[NodeState.LEFT.ordinal()]);
    return cluster(memberlist.healthScore(), states.alive() + states.suspect(), states);
  }

  private Cluster cluster(
      @Nullable Integer healthScore, @Nullable Integer size, @Nullable States states) {
    var config = memberlist.config();
    int keys = memberlist.keyring().map(ring -> ring.size()).orElse(0);
    return new Cluster(
        config.label().isEmpty() ? null : config.label(),
        new Encryption(keys > 0, keys),
        config.protocolVersion(),
        healthScore,
        size,
        states);
  }

  private Join join() {
    var status = board.status();
    var failedAt = status.lastFailure();
    return new Join(
        seeds.get(),
        status.joined() || memberlist.numMembers() > 1,
        status.attempts(),
        Iso.instant(status.lastSuccess()),
        failedAt == null ? null : new Failure(Iso.text(failedAt), status.failures()),
        Iso.instant(status.nextAttempt()));
  }

  private Queues queues() {
    var sizes = memberlist.queues();
    return new Queues(
        sizes.broadcasts(),
        sizes.handoff(),
        sizes.messages(),
        sizes.callbacks(),
        pendingEvents.getAsInt());
  }
}
