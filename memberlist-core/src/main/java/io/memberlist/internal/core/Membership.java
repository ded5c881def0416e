package io.memberlist.internal.core;

import static io.memberlist.internal.core.MemberTable.NONE;

import io.memberlist.Config;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.metrics.Metric;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for alive, suspect, dead, merging and refuting (§9), step by step. Who else must know
 * is told by {@link News} and {@link MembershipListener}; old records go by {@link Pruning}.
 */
final class Membership {

  /** What somebody says with it could not be refuted (D16). */
  private static final int LAST_INCARNATION = -1;

  private final Config config;
  private final MemberTable table;
  private final Self self;
  private final HealthScore health;
  private final Rumours rumours;
  private final Output output;
  private final Hooks hooks;
  private final MembershipListener listener;
  private final News news;
  private final Pruning pruning;
  private final Admission admission;
  private final Suspicions suspicions;
  private final SuspicionTimes times;
  private final RepeatedAccusations repeated;
  private boolean announced;

  /**
   * Puts the own record into the table, Alive with incarnation 0 (DEF-66); {@link #announce} is
   * still to be called.
   */
  Membership(
      Config config,
      CoreOptions options,
      MemberTable table,
      Self self,
      HealthScore health,
      Rumours rumours,
      TimerQueue timers,
      Output output,
      Hooks hooks,
      MembershipListener listener) {
    this.config = config;
    this.table = table;
    this.self = self;
    this.health = health;
    this.rumours = rumours;
    this.output = output;
    this.hooks = hooks;
    this.listener = listener;
    news = new News(table, self, output, hooks);
    admission = new Admission(hooks, news);
    repeated = new RepeatedAccusations(config);
    pruning = new Pruning(config, table, self, rumours, repeated, timers, news);
    suspicions = new Suspicions(timers, this::verdict);
    times = new SuspicionTimes(config, options, table);
    table.state(table.add(self.info(), 0), NodeState.ALIVE, 0);
  }

  /**
   * §9.8, §14.6: the own node announces itself with the next incarnation; false if it was refused
   * or has left. {@code done} belongs to the rumour.
   */
  boolean announce(byte @Nullable [] meta, @Nullable Completion done, long now) {
    if (self.left() || !hooks.addressAllowed(self.address)) {
      return false;
    }
    int member = table.find(self.name);
    int incarnation = self.incarnationAbove(table.incarnation(member));
    Alive message = new Alive(incarnation, self.name, self.address, meta, self.versions);
    if (!admission.admitted(message, now)) {
      return false;
    }
    if (!announced) {
      table.state(member, NodeState.DEAD, now); // so that the application is told of a join
      announced = true;
    }
    accept(member, message, done, now);
    return true;
  }

  /** D20: as {@link #announce}, after the own node has left. */
  boolean announceAnew(byte @Nullable [] meta, long now) {
    self.left(false);
    boolean accepted = announce(meta, null, now);
    self.left(!accepted);
    return accepted;
  }

  /** §9.2: allow list for source and content, port fix-up, then §9.3. */
  void aliveFromPacket(Alive message, NodeAddress source, long now) {
    if (!admission.sourceAllowed(message, source)) {
      output.count(Metric.PACKETS_DROPPED_CIDR, 1);
      return;
    }
    NodeAddress address =
        StateExchange.withPort(message.address(), config.protocolVersion(), config.bindPort());
    alive(message.at(address), true, now);
  }

  /**
   * §9.3 for others' announcements. {@code packet}: it came in a packet, not in a state exchange
   * (D33).
   */
  private void alive(Alive message, boolean packet, long now) {
    boolean own = self.is(message.node());
    if ((own && self.left()) || !message.address().usable() || !admission.admitted(message, now)) {
      return;
    }
    int member = table.find(message.node());
    if (member == NONE) {
      if (admission.addressAllowed(message) && message.incarnation() != 0) { // 0: D24
        accept(table.add(hooks.shared(NodeInfo.of(message)), now), message, null, now);
      }
      return;
    }
    boolean moved = !table.info(member).address().equals(message.address());
    if (moved && !admission.addressAllowed(message)) {
      return;
    }
    if (table.state(member) == NodeState.LEFT
        && !newer(message.incarnation(), table.incarnation(member))) {
      tellOfLeft(member, message, packet, now);
      return;
    }
    if (moved && !mayMove(member, message, now)) {
      return;
    }
    if (own) {
      aliveAboutSelf(member, message);
    } else if (moved || newer(message.incarnation(), table.incarnation(member))) {
      accept(member, message, null, now);
    } else if (packet
        && table.state(member) == NodeState.DEAD
        && repeated.due(message.node(), now)) {
      rumours.queue(
          message.node(), new Dead(table.incarnation(member), message.node(), self.name), null);
    }
  }

  /** D32: whoever announces itself like this does not know that it has left. */
  private void tellOfLeft(int member, Alive message, boolean packet, long now) {
    if (packet && repeated.due(message.node(), now)) {
      var left = new Dead(table.incarnation(member), message.node(), self.name);
      listener.unaware(message.address(), left);
    }
  }

  /** §9.3 step 4, known name at another address: whether it may take over the record. */
  private boolean mayMove(int member, Alive message, long now) {
    NodeState state = table.state(member);
    long reclaimNanos = config.deadNodeReclaimTime().toNanos();
    boolean reclaimable = reclaimNanos > 0 && now - table.since(member) > reclaimNanos;
    if (state == NodeState.LEFT || (state == NodeState.DEAD && reclaimable)) {
      news.log(
          Level.INFO,
          "Node "
              + Admission.who(message)
              + " takes over the name from "
              + table.info(member).address());
      return true;
    }
    news.conflict(member, message, now);
    return false;
  }

  /**
   * §9.3 steps 5 to 8 for the own name: somebody else's word about oneself is only ever a reason to
   * refute.
   */
  private void aliveAboutSelf(int member, Alive message) {
    int incarnation = table.incarnation(member);
    if (newer(incarnation, message.incarnation()) || message.incarnation() == LAST_INCARNATION) {
      return;
    }
    NodeInfo info = table.info(member);
    boolean echo =
        message.incarnation() == incarnation
            && info.sameMeta(message.meta())
            && Arrays.equals(info.versions(), message.versions());
    if (!echo) {
      refute(member, message.incarnation());
      news.log(Level.WARN, "Refuted an alive message about this node: " + message.address());
      output.count(Metric.MSG_ALIVE, 1);
    }
  }

  /** §9.3 steps 6 to 10. */
  private void accept(int member, Alive message, @Nullable Completion done, long now) {
    NodeState before = table.state(member);
    NodeInfo known = table.info(member);
    boolean changed = !known.says(message);
    suspicions.end(message.node());
    rumours.queue(known.name(), message, done); // the name that is kept anyway
    if (changed) {
      table.info(member, hooks.shared(known.updated(message)));
    }
    table.incarnation(member, message.incarnation());
    if (before != NodeState.ALIVE) {
      table.state(member, NodeState.ALIVE, now);
    }
    output.count(Metric.MSG_ALIVE, 1);
    tell(member, before, known);
    if (!self.is(message.node()) && (before.deadOrLeft() || changed)) {
      repeated.forget(message.node());
      listener.revived(message.node(), now);
      contest(message);
    }
  }

  private void tell(int member, NodeState before, NodeInfo known) {
    NodeInfo info = table.info(member);
    if (before.deadOrLeft()) {
      news.joined(member);
      return;
    }
    if (before == NodeState.SUSPECT) {
      news.recovered(member);
    }
    if (!known.sameMeta(info.meta()) || !Arrays.equals(known.versions(), info.versions())) {
      news.updated(member);
    }
  }

  /** D34. */
  private void contest(Alive message) {
    int other = table.otherMemberAt(message.address(), message.node());
    if (other != NONE && !self.is(table.info(other).name())) {
      listener.contested(other);
    }
  }

  /** §9.4. */
  void suspect(Suspect message, long now) {
    int member = table.find(message.node());
    if (member == NONE || irrefutable(member, message.node(), message.incarnation())) {
      return;
    }
    if (newer(table.incarnation(member), message.incarnation())) {
      return;
    }
    Suspicion suspicion = suspicions.of(message.node());
    if (suspicion != null) {
      if (suspicions.confirm(message.node(), suspicion, message.from(), now)) {
        rumours.queue(
            message.node(), message, null); // as received: the accuser's name must survive
      }
      return;
    }
    if (table.state(member) != NodeState.ALIVE) {
      return;
    }
    if (self.is(message.node())) {
      refute(member, message.incarnation());
      news.log(Level.WARN, "Refuted a suspect message about this node from " + message.from());
      return;
    }
    rumours.queue(message.node(), message, null);
    output.count(Metric.MSG_SUSPECT, 1);
    suspicions.start(message.node(), times.begin(message.from(), now), now);
    table.incarnation(member, message.incarnation());
    table.state(member, NodeState.SUSPECT, now);
    news.suspected(member, message.from());
    expectFewerAccusers(now);
  }

  /** A suspicion came to its end (§9.4). */
  private void verdict(String name, Suspicion suspicion, long now) {
    int member = table.find(name);
    if (member == NONE || table.state(member) != NodeState.SUSPECT) {
      return;
    }
    if (suspicion.unconfirmed()) {
      output.count(Metric.DEGRADED_TIMEOUT, 1);
    }
    news.log(
        Level.INFO,
        "Suspicion of " + name + " has expired, confirmations: " + suspicion.confirmations());
    dead(new Dead(table.incarnation(member), name, self.name), now);
  }

  /** §9.5. */
  void dead(Dead message, long now) {
    int member = table.find(message.node());
    if (member == NONE || irrefutable(member, message.node(), message.incarnation())) {
      return;
    }
    if (newer(table.incarnation(member), message.incarnation())) {
      return;
    }
    if (table.state(member).deadOrLeft()) {
      if (newer(message.incarnation(), table.incarnation(member))) {
        table.incarnation(member, message.incarnation()); // D17
      }
      return;
    }
    if (self.is(message.node())) {
      refute(member, message.incarnation());
      news.log(Level.WARN, "Refuted a dead message about this node from " + message.from());
      return;
    }
    rumours.queue(message.node(), message, null);
    bury(member, message, now);
    if (table.state(member) == NodeState.DEAD) {
      listener.died(table.info(member), now);
    } else {
      listener.abandoned(message.node());
    }
    expectFewerAccusers(now);
  }

  /** §9.5 steps 6 to 8. */
  private void bury(int member, Dead message, long now) {
    boolean goodbye = message.node().equals(message.from());
    suspicions.end(message.node());
    output.count(Metric.MSG_DEAD, 1);
    table.incarnation(member, message.incarnation());
    table.state(member, goodbye ? NodeState.LEFT : NodeState.DEAD, now);
    news.left(member);
    pruning.arm(now);
  }

  /** §14.7 and D20: leave flag and own goodbye in one step. Only while the node has not left. */
  void leave(Completion done, long now) {
    self.left(true);
    int member = table.find(self.name);
    Dead goodbye = new Dead(table.incarnation(member), self.name, self.name);
    rumours.queueLeave(self.name, goodbye, done);
    bury(member, goodbye, now);
  }

  /** §9.6. */
  void merge(RemoteState remote, long now) {
    for (PushNodeState record : remote.nodes()) {
      merge(record, now);
    }
  }

  private void merge(PushNodeState record, long now) {
    NodeState state = StateExchange.state(record);
    if (state == null) {
      return;
    }
    String name = record.name();
    int incarnation = record.incarnation();
    switch (state) {
      case ALIVE ->
          alive(
              new Alive(incarnation, name, record.address(), record.meta(), record.versions()),
              false,
              now);
      case LEFT -> dead(new Dead(incarnation, name, name), now);
      case DEAD, SUSPECT ->
          suspect(new Suspect(incarnation, name, self.name), now); // hearsay never kills
    }
  }

  /** §9.7; queued under the node name (D13). */
  private void refute(int member, int accused) {
    int incarnation = self.incarnationAbove(accused);
    table.incarnation(member, incarnation);
    health.apply(1);
    output.count(Metric.REFUTATIONS, 1);
    rumours.queue(self.name, table.info(member).alive(incarnation), null);
  }

  private boolean irrefutable(int member, String name, int incarnation) {
    return incarnation == LAST_INCARNATION
        && (self.is(name) || table.incarnation(member) != LAST_INCARNATION);
  }

  private void expectFewerAccusers(long now) {
    if (times.fewAccusers()) {
      suspicions.changeAll(times::expectAccusers, now);
    }
  }

  /** §10.6, D22: see {@link Pruning#prune}. */
  void prune(long now) {
    pruning.prune(now);
  }

  /** Drops the record of a dead or left node with its rumour. */
  Core.Forgotten forget(String name) {
    int member = table.find(name);
    if (member == NONE) {
      return Core.Forgotten.UNKNOWN;
    }
    if (self.is(name) || !table.state(member).deadOrLeft()) {
      return Core.Forgotten.REFUSED;
    }
    pruning.remove(member);
    listener.abandoned(name);
    return Core.Forgotten.DONE;
  }

  /**
   * {@code detection.crashEvidence} (§21.1): a member that is accused with that incarnation is
   * gone; false if it is not accused any more.
   */
  boolean crashed(String name, int incarnation, long now) {
    int member = table.find(name);
    if (member == NONE
        || table.state(member) != NodeState.SUSPECT
        || table.incarnation(member) != incarnation) {
      return false;
    }
    news.log(Level.INFO, "Process of " + name + " is gone: connection refused, no ack");
    dead(new Dead(incarnation, name, self.name), now);
    return true;
  }

  /** D39: running suspicions start anew. */
  void restartSuspicions(long now) {
    suspicions.changeAll(suspicion -> suspicion.restart(now), now);
  }

  /** Suspicions end without a verdict. */
  void cancelSuspicions() {
    suspicions.clear();
  }

  /**
   * Warm start of a simulation: makes other nodes known as Alive, incarnation 1, without events,
   * rumours or questions.
   */
  void preload(List<NodeInfo> others, long now) {
    table.reserve(table.size() + others.size());
    for (NodeInfo info : others) {
      int member = table.add(info, now);
      table.incarnation(member, 1);
      table.state(member, NodeState.ALIVE, now);
    }
  }

  /** Number of suspicions under way. */
  int suspicions() {
    return suspicions.size();
  }

  /** Confirmations of the suspicion of that name; -1 if there is none. */
  int confirmations(String name) {
    Suspicion suspicion = suspicions.of(name);
    return suspicion == null ? -1 : suspicion.confirmations();
  }

  /** The public record of a member, as it is now. */
  Node node(int member) {
    return news.node(member);
  }

  /** Changes whenever a view would show something else. */
  long version() {
    return table.version() + suspicions.version() + health.version() + pruning.version();
  }

  /** Cheap, so not to be kept here: the arrays are shared until the next change. */
  MembershipView view() {
    return new MembershipView(
        table.shareRecords(),
        table.shareObservations(),
        suspicions.snapshot(),
        self.name,
        pruning.selfTooOld(),
        health.value(),
        hooks);
  }

  private static boolean newer(int incarnation, int than) {
    return Integer.compareUnsigned(incarnation, than) > 0;
  }
}
