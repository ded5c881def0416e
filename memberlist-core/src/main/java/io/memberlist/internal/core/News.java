package io.memberlist.internal.core;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What application, metrics and log get to know of changes that {@link Membership} made. */
final class News {

  private final MemberTable table;
  private final Self self;
  private final Output output;
  private final Hooks hooks;

  News(MemberTable table, Self self, Output output, Hooks hooks) {
    this.table = table;
    this.self = self;
    this.output = output;
    this.hooks = hooks;
  }

  /** The public record of a member, as it is now. */
  Node node(int member) {
    return table
        .info(member)
        .node(
            table.state(member),
            table.incarnation(member),
            hooks.instant(table.since(member)),
            rtt(member));
  }

  /** The public record that an alive message would make. */
  Node candidate(Alive message, long now) {
    return NodeInfo.of(message)
        .node(NodeState.ALIVE, message.incarnation(), hooks.instant(now), null);
  }

  private @Nullable Duration rtt(int member) {
    long nanos = table.lastRtt(member);
    return nanos == 0 ? null : Duration.ofNanos(nanos);
  }

  void joined(int member) {
    var info = table.info(member);
    if (!self.is(info.name())) {
      var address = info.address().toString();
      log(
          "Node " + info.name() + " joined at " + address,
          Map.of("node", info.name(), "address", address, "state", "alive"));
    }
    change(Kind.JOIN, Metric.NODE_CHANGES_JOINED, member, List.of());
  }

  void left(int member) {
    boolean goodbye = table.state(member) == NodeState.LEFT;
    var name = table.info(member).name();
    log(
        self.is(name) ? "This node has left" : "Node " + name + (goodbye ? " left" : " failed"),
        Map.of(
            "node",
            name,
            "address",
            table.info(member).address().toString(),
            "state",
            goodbye ? "left" : "dead"));
    output.gauge(Metric.MEMBERS_STREAM_ONLY, table.streamOnly());
    change(
        Kind.LEAVE,
        goodbye ? Metric.NODE_CHANGES_LEFT : Metric.NODE_CHANGES_FAILED,
        member,
        List.of());
  }

  void updated(int member) {
    change(Kind.UPDATE, Metric.NODE_CHANGES_UPDATED, member, List.of());
  }

  void suspected(int member, String accuser) {
    change(Kind.SUSPECT, Metric.NODE_CHANGES_SUSPECTED, member, List.of(accuser));
  }

  void recovered(int member) {
    change(Kind.RECOVER, Metric.NODE_CHANGES_RECOVERED, member, List.of());
  }

  /** A record was removed; {@code node} as it was. */
  void reaped(Node node) {
    gauge();
    output.event(new MemberEvent.Change(Kind.REAP, node, List.of()));
  }

  void conflict(int member, Alive message, long now) {
    Node existing = node(member);
    NodeAddress known = table.info(member).address();
    String text =
        "Conflicting address of "
            + message.node()
            + ": known at "
            + known
            + ", claimed at "
            + message.address();
    output.log(
        new LogEvent(Level.ERROR, "state", true, text, "conflict " + message.node())
            .with(Map.of("node", message.node(), "address", message.address().toString())));
    Node other =
        new NodeInfo(message.node(), message.address(), message.meta(), new byte[0])
            .node(NodeState.ALIVE, message.incarnation(), hooks.instant(now), null);
    output.event(new MemberEvent.Conflict(existing, other));
  }

  private void change(Kind kind, Metric counter, int member, List<String> accusers) {
    gauge();
    if (!self.is(table.info(member).name())) {
      output.count(counter, 1);
    }
    output.event(new MemberEvent.Change(kind, node(member), accusers));
  }

  private void gauge() {
    int alive = table.count(NodeState.ALIVE);
    int suspect = table.count(NodeState.SUSPECT);
    output.gauge(Metric.MEMBERS, alive + suspect);
    output.gauge(Metric.NODE_INSTANCES_ALIVE, alive);
    output.gauge(Metric.NODE_INSTANCES_SUSPECT, suspect);
    output.gauge(Metric.NODE_INSTANCES_DEAD, table.count(NodeState.DEAD));
    output.gauge(Metric.NODE_INSTANCES_LEFT, table.count(NodeState.LEFT));
  }

  /** A line about a transition. */
  private void log(String text, Map<String, String> facts) {
    output.log(new LogEvent(Level.INFO, "state", true, text).with(facts));
  }

  /** A line about something that a peer caused. */
  void log(Level level, String text) {
    output.log(new LogEvent(level, "state", true, text));
  }
}
