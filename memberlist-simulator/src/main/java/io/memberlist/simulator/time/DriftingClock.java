package io.memberlist.simulator.time;

/** A node's own monotonic clock: starts anywhere and goes too fast or too slow. */
public final class DriftingClock {

  private static final long BILLION = 1_000_000_000;

  private final long globalStart;
  private final long localStart;
  private final long partsPerBillion;

  /**
   * A clock.
   *
   * @param globalStart when the readings begin
   * @param localStart what it reads then; may be anything, also close to overflow
   * @param partsPerBillion how much faster than true time it goes; negative for slower
   */
  public DriftingClock(long globalStart, long localStart, long partsPerBillion) {
    if (Math.abs(partsPerBillion) > BILLION / 2) {
      throw new IllegalArgumentException(
          "a drift of " + partsPerBillion + " parts per billion is more than half");
    }
    this.globalStart = globalStart;
    this.localStart = localStart;
    this.partsPerBillion = partsPerBillion;
  }

  /** What it reads at a moment of true time. */
  public long local(long global) {
    return localStart + elapsed(global - globalStart);
  }

  /** The first moment of true time at which it reads at least {@code local}. */
  public long global(long local) {
    long wanted = local - localStart;
    if (partsPerBillion == 0) {
      return globalStart + wanted;
    }
    long guess = (long) (wanted / (1 + (double) partsPerBillion / BILLION));
    while (elapsed(guess) >= wanted) {
      guess -= 64;
    }
    while (elapsed(guess) < wanted) {
      guess++;
    }
    return globalStart + guess;
  }

  private long elapsed(long time) {
    if (partsPerBillion == 0) {
      return time;
    }
    long seconds = Math.floorDiv(time, BILLION);
    long rest = Math.floorMod(time, BILLION);
    return time + seconds * partsPerBillion + rest * partsPerBillion / BILLION;
  }
}
