package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.Node;
import io.memberlist.NodeState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removal of old dead and left records (§10.6, D22). The prober asks for it at the wrap-around of
 * its index; when nothing is probed, because that is off or nobody else is left, a timer of this
 * class does. The own record stays, but is no longer sent.
 */
final class Pruning {

  private final MemberTable table;
  private final Self self;
  private final Rumours rumours;
  private final RepeatedAccusations repeated;
  private final TimerQueue timers;
  private final News news;
  private final long ageNanos;
  private final boolean probing;
  private TimerQueue.@Nullable Timer timer;
  private boolean selfTooOld;
  private long version;

  Pruning(
      Config config,
      MemberTable table,
      Self self,
      Rumours rumours,
      RepeatedAccusations repeated,
      TimerQueue timers,
      News news) {
    this.table = table;
    this.self = self;
    this.rumours = rumours;
    this.repeated = repeated;
    this.timers = timers;
    this.news = news;
    ageNanos = config.gossipToTheDeadTime().toNanos();
    probing = !config.probeInterval().isZero();
  }

  /** Removes records older than {@code GossipToTheDeadTime} with their rumours. */
  void prune(long now) {
    int[] expired = table.expired(ageNanos, now);
    int others = 0;
    for (int member : expired) {
      if (!self.is(table.info(member).name())) {
        expired[others++] = member;
      }
    }
    selfTooOld(others < expired.length);
    remove(Arrays.copyOf(expired, others));
  }

  /** Removes records with their rumours, and tells the application. */
  void remove(int... members) {
    List<Node> nodes = new ArrayList<>(members.length);
    for (int member : members) {
      nodes.add(news.node(member));
    }
    table.remove(members);
    for (Node node : nodes) {
      rumours.drop(node.name());
      repeated.forget(node.name());
      news.reaped(node);
    }
  }

  /** A record went Dead or Left. */
  void arm(long now) {
    if (timer == null) {
      timer = timers.schedule(now + ageNanos + 1, this::onTime);
    }
  }

  private void onTime(long now) {
    timer = null;
    if (probing && othersToProbe()) {
      return;
    }
    prune(now);
    long next = Long.MAX_VALUE;
    for (int member = 0; member < table.size(); member++) {
      if (table.state(member).deadOrLeft() && !(selfTooOld && self.is(table.info(member).name()))) {
        next = Math.min(next, table.since(member) - now);
      }
    }
    if (next != Long.MAX_VALUE) {
      arm(now + next);
    }
  }

  private boolean othersToProbe() {
    int members = table.count(NodeState.ALIVE) + table.count(NodeState.SUSPECT);
    return members > (self.left() ? 0 : 1);
  }

  /** Whether the own record is too old to be sent: the node left long ago. */
  boolean selfTooOld() {
    return selfTooOld && self.left();
  }

  private void selfTooOld(boolean value) {
    if (selfTooOld != value) {
      selfTooOld = value;
      version++;
    }
  }

  /** Grows with every change that the table does not show. */
  long version() {
    return version;
  }
}
