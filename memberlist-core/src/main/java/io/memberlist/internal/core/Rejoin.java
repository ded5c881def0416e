package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.NodeState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Tries seeds and lost members again (§21.1), so that a partition of any length heals. */
final class Rejoin {

  private static final int LEAST_REMEMBERED = 64;
  private static final double JITTER = 0.1;

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
      timers.schedule(now + interval(), this::round);
    }
  }

  private long interval() {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return (long) (intervalNanos * factor);
  }

  /** The interval counts from the beginning of a round, however long its peers take. */
  private void schedule(long at, long now) {
    timers.schedule(at - now > 0 ? at : now, this::round);
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

  /** It is alive again, or nobody wants it back; false if it was not remembered. */
  boolean forget(String name) {
    return lost.remove(name) != null;
  }

  private int members() {
    return table.count(NodeState.ALIVE) + table.count(NodeState.SUSPECT);
  }

  private void round(long now) {
    long next = now + interval();
    if (self.left()) {
      schedule(next, now);
      return;
    }
    lost.values().removeIf(entry -> now - entry.since > forgetNanos);
    long id = exchanges.begin((result, end) -> schedule(next, end));
    // where many were lost and all but a few are back, the news of those few may just have been
    // missed
    int weight = Math.max(peak, lost.size());
    peak = lost.size();
    if (lost.isEmpty() || random.nextDouble() * members() >= weight) {
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
