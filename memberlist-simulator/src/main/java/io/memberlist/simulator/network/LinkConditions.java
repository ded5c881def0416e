package io.memberlist.simulator.network;

import java.time.Duration;

/**
 * How packets and streams fare from one endpoint to another. Probabilities are in [0, 1] and
 * independent.
 *
 * @param minDelayNanos shortest way of a packet; delays are uniform, so packets may overtake each
 *     other
 * @param maxDelayNanos longest way
 * @param loss a packet is lost; a stream cannot be connected if this happens three times in a row
 * @param duplication a packet arrives twice
 * @param reordering a packet is late by up to ten times the longest way
 * @param corruption a bit of a packet is flipped, or it is cut short
 * @param replay a packet arrives once more, up to 10 s later
 * @param streamRefusal a connection is refused, as by a firewall that says so
 * @param streamCut what one side writes breaks off somewhere
 * @param streamLoss a stream that is dialled this way is never connected
 */
public record LinkConditions(
    long minDelayNanos,
    long maxDelayNanos,
    double loss,
    double duplication,
    double reordering,
    double corruption,
    double replay,
    double streamRefusal,
    double streamCut,
    double streamLoss) {

  /** 0.2 to 0.6 ms, and nothing goes wrong. */
  public static final LinkConditions DEFAULT =
      new LinkConditions(200_000, 600_000, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Checks the ranges. */
  public LinkConditions {
    if (minDelayNanos < 0 || maxDelayNanos < minDelayNanos) {
      throw new IllegalArgumentException(
          "delays from " + minDelayNanos + " to " + maxDelayNanos + " ns make no sense");
    }
    for (double each :
        new double[] {
          loss, duplication, reordering, corruption, replay, streamRefusal, streamCut, streamLoss
        }) {
      if (!(each >= 0 && each <= 1)) {
        throw new IllegalArgumentException(each + " is no probability");
      }
    }
  }

  /** A copy with other delays. */
  public LinkConditions withDelay(Duration min, Duration max) {
    return new LinkConditions(
        min.toNanos(),
        max.toNanos(),
        loss,
        duplication,
        reordering,
        corruption,
        replay,
        streamRefusal,
        streamCut,
        streamLoss);
  }

  /** A copy with {@link #loss()} changed. */
  public LinkConditions withLoss(double value) {
    return new LinkConditions(
        minDelayNanos,
        maxDelayNanos,
        value,
        duplication,
        reordering,
        corruption,
        replay,
        streamRefusal,
        streamCut,
        streamLoss);
  }

  /** A copy with packets that come twice, late or again. */
  public LinkConditions withDisorder(double duplicated, double reordered, double replayed) {
    return new LinkConditions(
        minDelayNanos,
        maxDelayNanos,
        loss,
        duplicated,
        reordered,
        corruption,
        replayed,
        streamRefusal,
        streamCut,
        streamLoss);
  }

  /** A copy with {@link #corruption()} changed. */
  public LinkConditions withCorruption(double value) {
    return new LinkConditions(
        minDelayNanos,
        maxDelayNanos,
        loss,
        duplication,
        reordering,
        value,
        replay,
        streamRefusal,
        streamCut,
        streamLoss);
  }

  /** A copy with streams that are refused or break off. */
  public LinkConditions withStreams(double refused, double cut) {
    return new LinkConditions(
        minDelayNanos,
        maxDelayNanos,
        loss,
        duplication,
        reordering,
        corruption,
        replay,
        refused,
        cut,
        streamLoss);
  }

  /** A copy with {@link #streamLoss()} changed. */
  public LinkConditions withStreamLoss(double value) {
    return new LinkConditions(
        minDelayNanos,
        maxDelayNanos,
        loss,
        duplication,
        reordering,
        corruption,
        replay,
        streamRefusal,
        streamCut,
        value);
  }
}
