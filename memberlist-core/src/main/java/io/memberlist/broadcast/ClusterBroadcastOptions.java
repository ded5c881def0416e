package io.memberlist.broadcast;

import java.time.Duration;

/**
 * Bounds of a {@link ClusterBroadcast}.
 *
 * @param retransmitMult multiplier of how often each member sends a message on (§11.2), at least 1
 * @param maxGossipBytes longest message that travels by gossip; it has to fit a packet, of which
 *     label and encryption take their part, and if rumours wait a quarter of one (D35)
 * @param maxBytes longest message at all, at least {@code maxGossipBytes}
 * @param window how long a message is remembered after it was last seen; more than 0, and longer
 *     than a message goes round
 * @param maxRemembered most messages remembered, at least 1
 */
public record ClusterBroadcastOptions(
    int retransmitMult, int maxGossipBytes, int maxBytes, Duration window, int maxRemembered) {

  /**
   * 8, 1 KiB, 1 MiB, 5 minutes, 100 000 messages. The multiplier is twice that of rumours, as no
   * state exchange repairs what was missed: with 4 of them 1 of 100 members stays without a message
   * in 1 % of all cases if 30 % of the packets are lost, with 8 in none of 1,000.
   */
  public static final ClusterBroadcastOptions DEFAULT =
      new ClusterBroadcastOptions(8, 1024, 1024 * 1024, Duration.ofMinutes(5), 100_000);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException naming the one that is not possible
   */
  public ClusterBroadcastOptions {
    atLeast("retransmitMult", retransmitMult, 1);
    atLeast("maxGossipBytes", maxGossipBytes, 0);
    atLeast("maxBytes", maxBytes, maxGossipBytes);
    atLeast("maxRemembered", maxRemembered, 1);
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window must be more than 0, not " + window);
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
    }
  }

  /** A copy with another multiplier. */
  public ClusterBroadcastOptions withRetransmitMult(int value) {
    return new ClusterBroadcastOptions(value, maxGossipBytes, maxBytes, window, maxRemembered);
  }

  /** A copy with another limit of what travels by gossip. */
  public ClusterBroadcastOptions withMaxGossipBytes(int value) {
    return new ClusterBroadcastOptions(retransmitMult, value, maxBytes, window, maxRemembered);
  }

  /** A copy with another limit of all messages. */
  public ClusterBroadcastOptions withMaxBytes(int value) {
    return new ClusterBroadcastOptions(
        retransmitMult, maxGossipBytes, value, window, maxRemembered);
  }

  /** A copy with another time to remember messages. */
  public ClusterBroadcastOptions withWindow(Duration value) {
    return new ClusterBroadcastOptions(
        retransmitMult, maxGossipBytes, maxBytes, value, maxRemembered);
  }

  /** A copy with another number of messages to remember. */
  public ClusterBroadcastOptions withMaxRemembered(int value) {
    return new ClusterBroadcastOptions(retransmitMult, maxGossipBytes, maxBytes, window, value);
  }
}
