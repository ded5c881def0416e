package io.memberlist.internal.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One accusation: who made it and until when the accused may object (§11.3). */
final class Suspicion {

  private final List<String> accusers = new ArrayList<>(1);
  private final long minNanos;
  private final long maxNanos;
  private int wanted;
  private long start;

  /** Fires at {@link #armedFor}. */
  TimerQueue.@Nullable Timer timer;

  long armedFor;

  /**
   * An accusation nobody has confirmed yet.
   *
   * @param wanted confirmations for the shortest time; below 1 it applies at once
   */
  Suspicion(String accuser, int wanted, long minNanos, long maxNanos, long now) {
    accusers.add(accuser);
    this.wanted = wanted;
    this.minNanos = minNanos;
    this.maxNanos = maxNanos;
    this.start = now;
  }

  /** Takes a confirmation into account; false if it is not new, or nobody waits for one. */
  boolean confirm(String from) {
    if (confirmations() >= wanted || accusers.contains(from)) {
      return false;
    }
    accusers.add(from);
    return true;
  }

  /** The first accuser and those who confirmed, in order. */
  List<String> accusers() {
    return accusers;
  }

  int confirmations() {
    return accusers.size() - 1;
  }

  int wanted() {
    return wanted;
  }

  /** Whether it would end sooner if more members had confirmed it. */
  boolean unconfirmed() {
    return confirmations() < wanted;
  }

  /** Waits for no more confirmations than can still come. */
  void expectAtMost(int further) {
    wanted = Math.min(wanted, confirmations() + further);
  }

  /** Counts from now on. */
  void restart(long now) {
    start = now;
  }

  /** When it becomes a verdict. */
  long deadline() {
    if (confirmations() == 0 && wanted > 0) {
      return start + maxNanos;
    }
    return start + Formulas.suspicionTime(confirmations(), wanted, minNanos, maxNanos);
  }
}
