package io.memberlist.simulator.time;

import java.util.random.RandomGenerator;

/**
 * Chance from a seed: SplitMix64. Derives bounded numbers by itself, so that a seed means the same
 * on every version of Java. Each member and the network have streams of their own, so that a
 * further member does not change what the others draw.
 */
public final class SimRandom implements RandomGenerator {

  private static final long GAMMA = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;

  /** The stream of that number under a root seed. */
  public SimRandom(long seed, long stream) {
    state = mix(seed + GAMMA) + GAMMA * mix(stream ^ 0x5851f42d4c957f2dL);
  }

  @Override
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Scrambles all bits. */
  public static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, bound). */
  @Override
  public int nextInt(int bound) {
    return (int) nextLong(bound);
  }

  /** Uniform in [0, bound), but for a bias below bound / 2^63. */
  @Override
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, not " + bound);
    }
    return (nextLong() >>> 1) % bound;
  }

  /** Uniform in [0, 1). */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * UNIT;
  }

  /** Whether something of that probability happens; draws nothing for 0. */
  public boolean chance(double probability) {
    return probability > 0 && nextDouble() < probability;
  }

  /** Uniform in [min, max]. */
  public long between(long min, long max) {
    return max <= min ? min : min + nextLong(max - min + 1);
  }
}
