package io.memberlist.internal.core;

import static io.memberlist.internal.core.MemberTable.NONE;

import org.jspecify.annotations.Nullable;

/**
 * Whom to probe, and when (§10.1, §10.2). One probe at a time; a tick that comes meanwhile is made
 * up for, once.
 */
final class Prober {

  private final ProbeContext with;
  private final long intervalNanos;
  private @Nullable Probe running;
  private boolean tickPending;
  private int index;
  private long nextTick;

  Prober(ProbeContext with) {
    this.with = with;
    this.intervalNanos = with.config().probeInterval().toNanos();
  }

  /** Arms the ticker, {@code offset} after now. */
  void start(long offset, long now) {
    if (intervalNanos > 0) {
      nextTick = now + offset;
      with.task().schedule(nextTick, this::tick);
    }
  }

  private void tick(long now) {
    long due = nextTick;
    long missed = (now - due) / intervalNanos;
    nextTick = due + (missed + 1) * intervalNanos;
    with.task().schedule(nextTick, this::tick);
    if (running != null && running.overdue(due)) {
      drop();
    }
    if (running == null) {
      probeNext(now);
    } else {
      tickPending = true;
    }
  }

  /** Probes the next candidate; nothing happens if there is none. */
  void probeNext(long now) {
    int member = next(now);
    if (member != NONE) {
      var probe = new Probe(with, member, now, this::ended);
      running = probe;
      probe.begin();
    }
  }

  /**
   * Goes round the list; the wrap-around, where old records are pruned and the order changes, costs
   * no tick (D14).
   */
  private int next(long now) {
    for (int wraps = 0; wraps < 2; wraps++) {
      while (index < with.table().size()) {
        int member = with.table().at(index++);
        if (!with.self().is(with.table().info(member).name())
            && !with.table().state(member).deadOrLeft()) {
          return member;
        }
      }
      with.membership().prune(now);
      if (with.table().size() > 2) {
        with.table().shuffle();
      }
      index = 0;
    }
    return NONE;
  }

  private void ended() {
    running = null;
    if (tickPending) {
      tickPending = false;
      with.task().schedule(nextTick - intervalNanos, this::probeIfIdle);
    }
  }

  private void probeIfIdle(long now) {
    if (running == null) {
      probeNext(now);
    }
  }

  /** D34: an older record at the address of an accepted alive message is probed next. */
  void probeSoon(int member) {
    index = with.table().moveTo(member, Math.min(index, with.table().size()));
  }

  /** D39: the probe in flight ends without verdict or health change. */
  void drop() {
    var probe = running;
    if (probe != null) {
      running = null;
      tickPending = false;
      probe.drop();
    }
  }

  boolean enabled() {
    return intervalNanos > 0;
  }
}
