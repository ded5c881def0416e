package io.memberlist.simulator;

import java.util.Locale;

/** A run went wrong. The message says what, when, and by which seed. */
public final class SimulationFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final long seed;
  private final long atNanos;

  /**
   * Something went wrong.
   *
   * @param atNanos virtual time
   */
  public SimulationFailure(String what, long seed, long atNanos) {
    super(
        what
            + String.format(
                Locale.ROOT, " (at %.6f s of the run with seed %d)", atNanos / 1e9, seed));
    this.seed = seed;
    this.atNanos = atNanos;
  }

  /** Seed of the run. */
  public long seed() {
    return seed;
  }

  /** Virtual time. */
  public long atNanos() {
    return atNanos;
  }
}
