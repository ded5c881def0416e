package io.memberlist;

import io.memberlist.internal.net.HostName;
import io.memberlist.metrics.MetricsListener;
import io.memberlist.transport.NetTransport;
import io.memberlist.transport.TransportFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All settings with the values of the LAN preset (§13.1). A builder changes its own copy; a {@link
 * Config} never does.
 */
final class ConfigValues implements Cloneable {
  String name = HostName.get();
  TransportFactory transportFactory = NetTransport.factory();
  String label = "";
  boolean skipInboundLabelCheck;
  String bindAddr = "0.0.0.0";
  int bindPort = 7946;
  @Nullable String advertiseAddr;
  int advertisePort;
  int protocolVersion = 2;
  Duration tcpTimeout = Duration.ofSeconds(10);
  int indirectChecks = 3;
  int retransmitMult = 4;
  int suspicionMult = 4;
  int suspicionMaxTimeoutMult = 6;
  Duration pushPullInterval = Duration.ofSeconds(30);
  Duration probeInterval = Duration.ofSeconds(1);
  Duration probeTimeout = Duration.ofMillis(500);
  boolean disableTcpPings;
  @Nullable Predicate<String> disableTcpPingsForNode;
  int awarenessMaxMultiplier = 8;
  Duration gossipInterval = Duration.ofMillis(200);
  int gossipNodes = 3;
  Duration gossipToTheDeadTime = Duration.ofSeconds(30);
  boolean gossipVerifyIncoming = true;
  boolean gossipVerifyOutgoing = true;
  boolean enableCompression = true;

  /** Only until {@code build()}, which hands it to the keyring. */
  byte[] secretKey = {};

  @Nullable Keyring keyring;
  @Nullable Delegate delegate;
  int delegateProtocolVersion;
  int delegateProtocolMin;
  int delegateProtocolMax;
  @Nullable EventDelegate events;
  @Nullable ConflictDelegate conflict;
  @Nullable MergeDelegate merge;
  @Nullable PingDelegate ping;
  @Nullable AliveDelegate alive;
  String dnsConfigPath = "/etc/resolv.conf";
  int handoffQueueDepth = 1024;
  int udpBufferSize = 1400;
  Duration deadNodeReclaimTime = Duration.ZERO;
  boolean requireNodeNames;
  List<String> cidrsAllowed = List.of();
  Map<String, String> metricLabels = Map.of();
  Duration queueCheckInterval = Duration.ofSeconds(30);
  RejoinOptions rejoin = RejoinOptions.DEFAULT;
  JoinOptions join = JoinOptions.DEFAULT;
  DetectionOptions detection = DetectionOptions.DEFAULT;
  LimitOptions limits = LimitOptions.DEFAULT;
  InteropOptions interop = InteropOptions.DEFAULT;
  @Nullable Supplier<? extends Collection<String>> rejoinSeeds;
  @Nullable ThreadFactory streamThreads;
  @Nullable MetricsListener metricsListener;

  /**
   * Whether the user has been told that {@code probeTimeout} leaves no time for indirect probes.
   */
  boolean warned;

  static ConfigValues lan() {
    return new ConfigValues();
  }

  static ConfigValues wan() {
    var v = new ConfigValues();
    v.tcpTimeout = Duration.ofSeconds(30);
    v.suspicionMult = 6;
    v.pushPullInterval = Duration.ofSeconds(60);
    v.probeTimeout = Duration.ofSeconds(3);
    v.probeInterval = Duration.ofSeconds(5);
    v.gossipNodes = 4;
    v.gossipInterval = Duration.ofMillis(500);
    v.gossipToTheDeadTime = Duration.ofSeconds(60);
    return v;
  }

  static ConfigValues local() {
    var v = new ConfigValues();
    v.tcpTimeout = Duration.ofSeconds(1);
    v.indirectChecks = 1;
    v.retransmitMult = 2;
    v.suspicionMult = 3;
    v.pushPullInterval = Duration.ofSeconds(15);
    v.probeTimeout = Duration.ofMillis(200);
    v.gossipInterval = Duration.ofMillis(100);
    v.gossipToTheDeadTime = Duration.ofSeconds(15);
    return v;
  }

  /** A copy; its lists and maps are never changed in place, so they may be shared. */
  ConfigValues copy() {
    try {
      return (ConfigValues) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
