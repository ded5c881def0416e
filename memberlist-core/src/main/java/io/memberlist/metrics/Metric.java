package io.memberlist.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Everything a node counts or measures: the reference's metrics (§17.1) and ours.
 *
 * <p>A metric with a tag has one constant for each value of the tag; no tag ever holds a peer's
 * name or address.
 */
public enum Metric {
  TCP_ACCEPT("memberlist.tcp.accept", Kind.COUNTER, ""),
  TCP_CONNECT("memberlist.tcp.connect", Kind.COUNTER, ""),
  TCP_SENT("memberlist.tcp.sent", Kind.COUNTER, "bytes"),
  UDP_SENT("memberlist.udp.sent", Kind.COUNTER, "bytes"),
  UDP_RECEIVED("memberlist.udp.received", Kind.COUNTER, "bytes"),
  MSG_ALIVE("memberlist.msg.alive", Kind.COUNTER, ""),
  MSG_SUSPECT("memberlist.msg.suspect", Kind.COUNTER, ""),
  MSG_DEAD("memberlist.msg.dead", Kind.COUNTER, ""),
  DEGRADED_PROBE("memberlist.degraded.probe", Kind.COUNTER, ""),
  DEGRADED_TIMEOUT("memberlist.degraded.timeout", Kind.COUNTER, ""),
  HEALTH_SCORE("memberlist.health.score", Kind.GAUGE, ""),
  NODE_INSTANCES_ALIVE(
      "memberlist.node.instances",
      Kind.GAUGE,
      "",
      "node.state",
      "alive",
      "memberlist.node.instances"),
  NODE_INSTANCES_SUSPECT(
      "memberlist.node.instances",
      Kind.GAUGE,
      "",
      "node.state",
      "suspect",
      "memberlist.node.instances"),
  NODE_INSTANCES_DEAD(
      "memberlist.node.instances",
      Kind.GAUGE,
      "",
      "node.state",
      "dead",
      "memberlist.node.instances"),
  NODE_INSTANCES_LEFT(
      "memberlist.node.instances",
      Kind.GAUGE,
      "",
      "node.state",
      "left",
      "memberlist.node.instances"),
  SIZE_LOCAL("memberlist.size.local", Kind.GAUGE, "bytes"),
  SIZE_REMOTE("memberlist.size.remote", Kind.SAMPLE, "bytes"),
  QUEUE_BROADCASTS("memberlist.queue.broadcasts", Kind.GAUGE, ""),
  PROBE_NODE("memberlist.probe.node", Kind.TIMER, "", null, null, "memberlist.probeNode"),
  GOSSIP("memberlist.gossip", Kind.TIMER, ""),
  PUSH_PULL_NODE_SUCCESS(
      "memberlist.push.pull.node", Kind.TIMER, "", "outcome", "success", "memberlist.pushPullNode"),
  PUSH_PULL_NODE_FAILURE(
      "memberlist.push.pull.node", Kind.TIMER, "", "outcome", "failure", "memberlist.pushPullNode"),
  PROBE_RTT("memberlist.probe.rtt", Kind.TIMER, "", null, null, null),
  MEMBERS("memberlist.members", Kind.GAUGE, "", null, null, null),
  NODE_CHANGES_JOINED("memberlist.node.changes", Kind.COUNTER, "", "change", "joined", null),
  NODE_CHANGES_LEFT("memberlist.node.changes", Kind.COUNTER, "", "change", "left", null),
  NODE_CHANGES_FAILED("memberlist.node.changes", Kind.COUNTER, "", "change", "failed", null),
  NODE_CHANGES_UPDATED("memberlist.node.changes", Kind.COUNTER, "", "change", "updated", null),
  NODE_CHANGES_SUSPECTED("memberlist.node.changes", Kind.COUNTER, "", "change", "suspected", null),
  NODE_CHANGES_RECOVERED("memberlist.node.changes", Kind.COUNTER, "", "change", "recovered", null),
  REFUTATIONS("memberlist.refutations", Kind.COUNTER, "", null, null, null),
  JOINS_SUCCESS("memberlist.joins", Kind.COUNTER, "", "outcome", "success", null),
  JOINS_FAILURE("memberlist.joins", Kind.COUNTER, "", "outcome", "failure", null),
  PACKETS_DROPPED_LABEL("memberlist.packets.dropped", Kind.COUNTER, "", "reason", "label", null),
  PACKETS_DROPPED_DECRYPT(
      "memberlist.packets.dropped", Kind.COUNTER, "", "reason", "decrypt", null),
  PACKETS_DROPPED_CRC("memberlist.packets.dropped", Kind.COUNTER, "", "reason", "crc", null),
  PACKETS_DROPPED_DECODE("memberlist.packets.dropped", Kind.COUNTER, "", "reason", "decode", null),
  PACKETS_DROPPED_UNSUPPORTED(
      "memberlist.packets.dropped", Kind.COUNTER, "", "reason", "unsupported", null),
  PACKETS_DROPPED_QUEUE_FULL(
      "memberlist.packets.dropped", Kind.COUNTER, "", "reason", "queue_full", null),
  PACKETS_DROPPED_CIDR("memberlist.packets.dropped", Kind.COUNTER, "", "reason", "cidr", null),
  PACKETS_DROPPED_OVERSIZE(
      "memberlist.packets.dropped", Kind.COUNTER, "", "reason", "oversize", null),
  PACKETS_DROPPED_BUSY("memberlist.packets.dropped", Kind.COUNTER, "", "reason", "busy", null),
  MESSAGES_SENT_PROBE("memberlist.messages.sent", Kind.COUNTER, "", "kind", "probe", null),
  MESSAGES_SENT_GOSSIP("memberlist.messages.sent", Kind.COUNTER, "", "kind", "gossip", null),
  MESSAGES_SENT_EXCHANGE("memberlist.messages.sent", Kind.COUNTER, "", "kind", "exchange", null),
  MESSAGES_SENT_APPLICATION(
      "memberlist.messages.sent", Kind.COUNTER, "", "kind", "application", null),
  STREAMS_REFUSED_LABEL("memberlist.streams.refused", Kind.COUNTER, "", "reason", "label", null),
  STREAMS_REFUSED_DECRYPT(
      "memberlist.streams.refused", Kind.COUNTER, "", "reason", "decrypt", null),
  STREAMS_REFUSED_DECODE("memberlist.streams.refused", Kind.COUNTER, "", "reason", "decode", null),
  STREAMS_REFUSED_UNSUPPORTED(
      "memberlist.streams.refused", Kind.COUNTER, "", "reason", "unsupported", null),
  STREAMS_REFUSED_LIMIT("memberlist.streams.refused", Kind.COUNTER, "", "reason", "limit", null),
  STREAMS_REFUSED_BUSY("memberlist.streams.refused", Kind.COUNTER, "", "reason", "busy", null),
  STREAMS_REFUSED_TIMEOUT(
      "memberlist.streams.refused", Kind.COUNTER, "", "reason", "timeout", null),
  MEMBERS_STREAM_ONLY("memberlist.members.stream.only", Kind.GAUGE, "", null, null, null),
  BROADCASTS_DROPPED("memberlist.broadcasts.dropped", Kind.COUNTER, "", null, null, null),
  HOOKS_SLOW("memberlist.hooks.slow", Kind.COUNTER, "", null, null, null),
  EVENTS_PENDING("memberlist.events.pending", Kind.GAUGE, "", null, null, null),
  EVENTS_DROPPED("memberlist.events.dropped", Kind.COUNTER, "", null, null, null);

  /** How a metric is to be read. */
  public enum Kind {
    /** Only grows. */
    COUNTER,
    /** Last value. */
    GAUGE,
    /** Single values, of which the distribution matters. */
    SAMPLE,
    /** Durations in nanoseconds. */
    TIMER
  }

  private final String meter;
  private final Kind kind;
  private final String unit;
  private final @Nullable String tag;
  private final @Nullable String tagValue;
  private final @Nullable String referenceName;

  Metric(String meter, Kind kind, String unit) {
    this(meter, kind, unit, null, null, meter);
  }

  Metric(
      String meter,
      Kind kind,
      String unit,
      @Nullable String tag,
      @Nullable String tagValue,
      @Nullable String referenceName) {
    this.meter = meter;
    this.kind = kind;
    this.unit = unit;
    this.tag = tag;
    this.tagValue = tagValue;
    this.referenceName = referenceName;
  }

  /** Name of the meter, lower case with dots. */
  public String meter() {
    return meter;
  }

  /** How to read it. */
  public Kind kind() {
    return kind;
  }

  /** {@code bytes}, or empty. */
  public String unit() {
    return unit;
  }

  /** Name of the tag, null if the metric has none. */
  public @Nullable String tag() {
    return tag;
  }

  /** Value of the tag, null if the metric has none. */
  public @Nullable String tagValue() {
    return tagValue;
  }

  /** Key path in the reference (§17.1), null if it has no such metric. */
  public @Nullable String referenceName() {
    return referenceName;
  }
}
