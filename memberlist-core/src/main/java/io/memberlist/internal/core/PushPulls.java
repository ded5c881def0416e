package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.NodeState;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Periodic state exchanges with random members (§10.9), less often in large clusters (§11.7). */
final class PushPulls {

  private final long intervalNanos;
  private final MemberTable table;
  private final Self self;
  private final TimerQueue timers;
  private final Exchanges exchanges;
  private final Output output;
  private final RandomGenerator random;
  private TimerQueue.@Nullable Timer first;

  PushPulls(
      Config config,
      MemberTable table,
      Self self,
      TimerQueue timers,
      Exchanges exchanges,
      Output output,
      RandomGenerator random) {
    this.intervalNanos = config.pushPullInterval().toNanos();
    this.table = table;
    this.self = self;
    this.timers = timers;
    this.exchanges = exchanges;
    this.output = output;
    this.random = random;
  }

  /**
   * Warm start of a simulation: as if it had been going on for long among the nodes known now, so
   * that the first exchange comes at any moment of a whole waiting time.
   */
  void warm(long now) {
    long waiting = Formulas.pushPullInterval(intervalNanos, table.size());
    if (first != null && waiting > intervalNanos) {
      timers.cancel(first);
      first = timers.schedule(now + Formulas.randomOffset(random, waiting), this::run);
    }
  }

  /** After a random delay the first waiting time begins, by the number of nodes known then. */
  void start(long now) {
    if (intervalNanos > 0) {
      first = timers.schedule(now + Formulas.randomOffset(random, intervalNanos), this::schedule);
    }
  }

  /** One waiting time from now on; the next one begins when the exchange has ended. */
  private void schedule(long now) {
    timers.schedule(now + Formulas.pushPullInterval(intervalNanos, table.size()), this::run);
  }

  private void run(long now) {
    var peer = randomPeer();
    if (peer == null) {
      schedule(now);
      return;
    }
    long id = exchanges.begin((result, end) -> schedule(end));
    output.startPushPull(id, peer.address(), peer.name());
  }

  /**
   * A random alive member other than the own node; null if there is none, or if the drawing of
   * §11.5 missed the few there are.
   */
  private @Nullable PeerAddress randomPeer() {
    int[] chosen = table.random(1, this::wanted);
    return chosen.length == 0 ? null : address(chosen[0]);
  }

  /** As {@link #randomPeer}, but null only if there is none, which an application is told. */
  @Nullable PeerAddress anyPeer() {
    var peer = randomPeer();
    for (int i = 0; peer == null && i < table.size(); i++) {
      if (wanted(table.at(i))) {
        peer = address(table.at(i));
      }
    }
    return peer;
  }

  private PeerAddress address(int member) {
    var info = table.info(member);
    return new PeerAddress(info.name(), info.address());
  }

  private boolean wanted(int member) {
    return table.state(member) == NodeState.ALIVE && !self.is(table.info(member).name());
  }
}
