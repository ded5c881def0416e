package io.memberlist.internal.core;

import io.memberlist.Config;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * One more state exchange with a peer a little after a join (§21.1), for what the peer did not yet
 * know when many nodes joined at once.
 */
final class Resync {

  private static final long EARLIEST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LEAST_SPREAD_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long SPREAD_NANOS_PER_NODE = Duration.ofSeconds(1).toNanos() / 400;

  private final boolean enabled;
  private final MemberTable table;
  private final TimerQueue timers;
  private final Exchanges exchanges;
  private final Output output;
  private final RandomGenerator random;

  Resync(
      Config config,
      MemberTable table,
      TimerQueue timers,
      Exchanges exchanges,
      Output output,
      RandomGenerator random) {
    this.enabled = config.join().resync();
    this.table = table;
    this.timers = timers;
    this.exchanges = exchanges;
    this.output = output;
    this.random = random;
  }

  /** A join exchange with the peer has succeeded. */
  void joined(PeerAddress peer, long now) {
    if (enabled) {
      long spread = Math.max(LEAST_SPREAD_NANOS, table.size() * SPREAD_NANOS_PER_NODE);
      timers.schedule(now + EARLIEST_NANOS + random.nextLong(spread + 1), at -> exchange(peer));
    }
  }

  private void exchange(PeerAddress peer) {
    output.startPushPull(exchanges.begin((result, end) -> {}), peer.address(), peer.name());
  }
}
