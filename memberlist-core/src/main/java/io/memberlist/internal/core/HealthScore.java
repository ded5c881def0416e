package io.memberlist.internal.core;

/** Local health (§11.4): 0 is healthy. */
final class HealthScore {

  /** {@code maxMultiplier} 1 switches it off. */
  HealthScore(int maxMultiplier, Output output) {
    throw new UnsupportedOperationException("skeleton");
  }

  void apply(int delta) {
    throw new UnsupportedOperationException("skeleton");
  }

  int value() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The duration times (score + 1). */
  long scale(long nanos) {
    throw new UnsupportedOperationException("skeleton");
  }
}
