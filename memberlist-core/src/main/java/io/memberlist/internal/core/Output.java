package io.memberlist.internal.core;

import io.memberlist.ProbeTrace;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.metrics.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the core tells its driver to do. Called synchronously; must not call back into the core. */
public interface Output {

  /**
   * Sends one packet.
   *
   * @param to where
   * @param toName name of the node there; empty if unknown
   * @param messages complete messages with type byte, 1 to 255
   * @param crc whether the receiver is known to understand the checksum
   * @param kind {@code MESSAGES_SENT_PROBE} or {@code MESSAGES_SENT_GOSSIP}: what the packet is for
   */
  SendResult send(NodeAddress to, String toName, List<byte[]> messages, boolean crc, Metric kind);

  /** Starts a periodic state exchange; {@link Core#onExchangeEnded} follows. */
  void startPushPull(long exchangeId, NodeAddress peer, String peerName);

  /**
   * Starts a rejoin round (§21.1); {@link Core#onExchangeEnded} follows.
   *
   * @param lost a lost member to try besides the seeds, which the driver resolves and picks; null
   *     for none
   */
  void startRejoin(long exchangeId, @Nullable NodeAddress lost, String lostName);

  /** Starts a stream ping; {@link Core#onExchangeEnded} follows. */
  void startStreamPing(
      long exchangeId, NodeAddress peer, String peerName, Ping ping, long deadline);

  /** Whether the application wants to know of every successful probe. */
  default boolean wantsPings() {
    return true;
  }

  /** Something the application wants to know; delivered in this order. */
  void event(MemberEvent event);

  /** Raises a counter. */
  void count(Metric metric, long delta);

  /** Sets a gauge. */
  void gauge(Metric metric, long value);

  /** A duration in nanoseconds, or a sampled value. */
  void sample(Metric metric, long value);

  /** Whether somebody wants to be told how probes go. */
  default boolean observed() {
    return false;
  }

  /** A probe is over; only if {@link #observed()}. */
  default void probed(ProbeTrace trace) {}

  /** A line for the log of an area, already at the level of §17.2. */
  void log(LogEvent event);
}
