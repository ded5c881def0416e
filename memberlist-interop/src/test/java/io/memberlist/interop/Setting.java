package io.memberlist.interop;

import java.time.Duration;

/** Configuration values (§13.1) that tests change, under the name that every agent knows. */
enum Setting {
  PROBE_INTERVAL("ProbeInterval"),
  PROBE_TIMEOUT("ProbeTimeout"),
  SUSPICION_MULT("SuspicionMult"),
  SUSPICION_MAX_TIMEOUT_MULT("SuspicionMaxTimeoutMult"),
  INDIRECT_CHECKS("IndirectChecks"),
  DISABLE_TCP_PINGS("DisableTcpPings"),
  GOSSIP_INTERVAL("GossipInterval"),
  GOSSIP_TO_THE_DEAD_TIME("GossipToTheDeadTime"),
  PUSH_PULL_INTERVAL("PushPullInterval"),
  TCP_TIMEOUT("TCPTimeout"),
  DEAD_NODE_RECLAIM_TIME("DeadNodeReclaimTime"),
  GOSSIP_VERIFY_INCOMING("GossipVerifyIncoming"),
  GOSSIP_VERIFY_OUTGOING("GossipVerifyOutgoing"),
  REQUIRE_NODE_NAMES("RequireNodeNames"),
  /** Our nodes alone have it. */
  REJOIN("rejoin.enabled"),
  REJOIN_INTERVAL("rejoin.interval"),
  /** Our nodes alone have it. */
  RESYNC("join.resync"),
  /** Our nodes alone have it. */
  CRASH_EVIDENCE("detection.crashEvidence"),
  /** Our nodes alone have it. */
  LIVING_ACCUSERS("detection.livingAccusers"),
  /** Announces IPv4 in 16 bytes, as a reference node bound to {@code 0.0.0.0} does (§Q1). */
  MAPPED_ADDRESS("interop.mappedAddress");

  final String field;

  Setting(String field) {
    this.field = field;
  }

  /** A value as text on a command line. */
  static String text(Object value) {
    return value instanceof Duration duration ? duration.toMillis() + "ms" : value.toString();
  }
}
