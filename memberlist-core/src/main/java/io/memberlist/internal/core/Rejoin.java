package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.NodeState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Tries seeds and lost members again (§21.1), so that a partition of any length heals. */
final class Rejoin {

  private static final int LEAST_REMEMBERED = 64;
  private static final double JITTER = 0.1;

  /** A partition, not a restart, has ended if one in so many members is back. */
  private static final int MANY = 20;

  private record Lost(PeerAddress peer, long since) {}

  private final boolean enabled;
  private final long intervalNanos;
  private final long forgetNanos;
  private final MemberTable table;
  private final Self self;
  private final TimerQueue timers;
  private final Exchanges exchanges;
  private final Output output;
  private final RandomGenerator random;
  private final Map<String, Lost> lost = new LinkedHashMap<>();

  /** Most members lost at a time since the round before. */
  private int peak;

  /** Whether many are back and some are not yet. */
  private boolean recovering;

  /** How many were lost at the latest round while {@link #recovering}. */
  private int lostBefore;

  private long nextAt;
  private TimerQueue.@Nullable Timer next;

  Rejoin(
      Config config,
      MemberTable table,
      Self self,
      TimerQueue timers,
      Exchanges exchanges,
      Output output,
      RandomGenerator random) {
    this.enabled = config.rejoin().enabled();
    this.intervalNanos = config.rejoin().interval().toNanos();
    this.forgetNanos = config.rejoin().forgetAfter().toNanos();
    this.table = table;
    this.self = self;
    this.timers = timers;
    this.exchanges = exchanges;
    this.output = output;
    this.random = random;
  }

  void start(long now) {
    if (enabled) {
      schedule(now + interval(), now);
    }
  }

  private long interval() {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return (long) (intervalNanos * factor);
  }

  /** The interval counts from the beginning of a round, however long its peers take. */
  private void schedule(long at, long now) {
    nextAt = at;
    next = timers.schedule(at - now > 0 ? at : now, this::round);
  }

  /** A quarter to a half of the interval. */
  private long shortInterval() {
    return (long) (intervalNanos * (1 + random.nextDouble()) / 4);
  }

  /** The next round comes after a short interval, unless it would come earlier anyway. */
  private void hasten(long now) {
    long at = now + shortInterval();
    if (at - nextAt < 0) {
      nextAt = at;
      if (next != null) {
        timers.cancel(next);
        schedule(at, now);
      }
    }
  }

  /** Remembers a member beyond pruning. */
  void died(NodeInfo info, long now) {
    if (!enabled) {
      return;
    }
    lost.remove(info.name());
    lost.put(info.name(), new Lost(new PeerAddress(info.name(), info.address()), now));
    int most = Math.max(LEAST_REMEMBERED, 2 * members());
    for (Iterator<String> oldest = lost.keySet().iterator(); lost.size() > most; ) {
      oldest.next();
      oldest.remove();
    }
    peak = Math.max(peak, lost.size());
  }

  /**
   * It is alive again. When at least half of the lost ones are back, and they are many, a partition
   * has ended: who is still missing was perhaps missed by a rumour, and who knows it knows all the
   * others, too. So rounds are short and sure of asking, as long as each finds fewer missing.
   */
  void revived(String name, long now) {
    if (!forget(name) || recovering || lost.isEmpty()) {
      return;
    }
    int back = peak - lost.size();
    if (back >= lost.size() && back * MANY >= members()) {
      recovering = true;
      lostBefore = peak;
      hasten(now);
    }
  }

  /** It is alive again, or nobody wants it back; false if it was not remembered. */
  boolean forget(String name) {
    return lost.remove(name) != null;
  }

  private int members() {
    return table.count(NodeState.ALIVE) + table.count(NodeState.SUSPECT);
  }

  private void round(long now) {
    next = null;
    nextAt = now + interval();
    if (self.left()) {
      schedule(nextAt, now);
      return;
    }
    lost.values().removeIf(entry -> now - entry.since > forgetNanos);
    recovering = recovering && !lost.isEmpty() && lost.size() < lostBefore;
    lostBefore = lost.size();
    if (recovering) {
      nextAt = now + shortInterval();
    }
    long id = exchanges.begin((result, end) -> schedule(nextAt, end));
    // where many were lost and all but a few are back, the news of those few may just have been
    // missed
    int weight = Math.max(peak, lost.size());
    peak = lost.size();
    if (lost.isEmpty() || (!recovering && random.nextDouble() * members() >= weight)) {
      output.startRejoin(id, null, "");
    } else {
      List<Lost> candidates = new ArrayList<>(lost.values());
      var peer = candidates.get(random.nextInt(candidates.size())).peer;
      output.startRejoin(id, peer.address(), peer.name());
    }
  }

  /** Number of lost members remembered. */
  int remembered() {
    return lost.size();
  }
}
