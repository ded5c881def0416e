package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.NodeState;
import io.memberlist.metrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Gossip rounds (§12.4). The timer is armed only while there is something to send and somebody to
 * send it to; it then fires at the next point of the node's fixed grid, so the wire cannot tell it
 * from a ticker.
 */
final class Gossip {

  private static final int CRC_VERSION = 5;

  private final MemberTable table;
  private final Self self;
  private final Packets packets;
  private final Broadcasts broadcasts;
  private final Output output;
  private final Hooks hooks;
  private final PeriodicTask task;
  private final int fanOut;
  private final long intervalNanos;
  private final long deadNanos;
  private long grid;
  private boolean started;
  private TimerQueue.@Nullable Timer timer;

  Gossip(
      Config config,
      MemberTable table,
      Self self,
      Packets packets,
      Broadcasts broadcasts,
      Output output,
      Hooks hooks,
      PeriodicTask task) {
    this.table = table;
    this.self = self;
    this.packets = packets;
    this.broadcasts = broadcasts;
    this.output = output;
    this.hooks = hooks;
    this.task = task;
    this.fanOut = config.gossipNodes();
    this.intervalNanos = config.gossipInterval().toNanos();
    this.deadNanos = config.gossipToTheDeadTime().toNanos();
  }

  /** Fixes the grid, {@code offset} after now. */
  void start(long offset, long now) {
    started = intervalNanos > 0 && fanOut > 0;
    grid = now + offset;
  }

  /**
   * Arms the timer if it is wanted; to be called whenever something may have been queued or
   * somebody been met.
   */
  void arm(long now) {
    if (started && timer == null && table.size() > 1 && somethingToSend()) {
      timer = task.schedule(nextPoint(now), this::round);
    }
  }

  private boolean somethingToSend() {
    return broadcasts.queued() > 0 || hooks.mayHaveUserBroadcasts();
  }

  private long nextPoint(long now) {
    long since = now - grid;
    return since < 0 ? grid : grid + (since / intervalNanos + 1) * intervalNanos;
  }

  private void round(long now) {
    timer = null;
    long begin = hooks.nanos();
    for (int member : table.random(fanOut, candidate -> wanted(candidate, now))) {
      var info = table.info(member);
      if (!packets.gossip(info.address(), info.name(), info.pMax() >= CRC_VERSION)) {
        break;
      }
      task.sent();
    }
    broadcasts.endOfRound();
    output.sample(Metric.GOSSIP, Math.max(0, hooks.nanos() - begin));
    arm(now);
  }

  /** Alive, suspect and recently dead ones, so that who is wrongly declared dead can object. */
  private boolean wanted(int member, long now) {
    var state = table.state(member);
    if (state == NodeState.LEFT || self.is(table.info(member).name())) {
      return false;
    }
    return state != NodeState.DEAD || now - table.since(member) <= deadNanos;
  }
}
