package io.memberlist.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The part of {@link MemberlistProperties} that is {@link io.memberlist.Config} under the same
 * names. What depends on the preset is null until set, so that an explicit value wins over every
 * preset.
 */
public abstract class MemberlistConfigProperties {

  MemberlistConfigProperties() {}

  /** Base values. */
  public enum Preset {
    /** For a local network. */
    LAN,
    /** For networks with longer round-trip times. */
    WAN,
    /** For one machine. */
    LOCAL
  }

  /**
   * Base values for everything that is not set: for a local network, for longer round-trip times,
   * or for one machine.
   */
  private Preset preset = Preset.LAN;

  /**
   * Name of this node, unique in the cluster, at most 128 bytes. Default: the host name, with the
   * port appended unless that is 7946.
   */
  private @Nullable String name;

  /**
   * Label that keeps clusters apart, at most 255 bytes; all members need the same. Default: none.
   */
  private @Nullable String label;

  /**
   * Whether packets and streams without the label are accepted, too, for the time a label is rolled
   * out.
   */
  private boolean skipInboundLabelCheck = false;

  /** IP address to bind; 0.0.0.0 stands for all. */
  private String bindAddr = "0.0.0.0";

  /** Port to bind over UDP and TCP, and default port of seeds; 0 picks a free one. */
  private int bindPort = 7946;

  /** IP address under which others reach this node. Default: derived from the interfaces. */
  private @Nullable String advertiseAddr;

  /** Port under which others reach this node. Default: the bound one. */
  private @Nullable Integer advertisePort;

  /** Protocol version to speak, 1 to 5. */
  private int protocolVersion = 2;

  /**
   * Limit for dialling, and for reading and writing a stream. Default: 10s (lan), 30s (wan), 1s
   * (local).
   */
  private @Nullable Duration tcpTimeout;

  /** Members asked for help when a direct probe failed. Default: 3 (lan), 3 (wan), 1 (local). */
  private @Nullable Integer indirectChecks;

  /** Factor of the number of times news are sent. Default: 4 (lan), 4 (wan), 2 (local). */
  private @Nullable Integer retransmitMult;

  /** Factor of the time a suspect has to defend itself. Default: 4 (lan), 6 (wan), 3 (local). */
  private @Nullable Integer suspicionMult;

  /** How many times longer a suspicion lasts while nobody confirms it. */
  private int suspicionMaxTimeoutMult = 6;

  /**
   * Time between state exchanges with a random member; 0 for none. Default: 30s (lan), 60s (wan),
   * 15s (local).
   */
  private @Nullable Duration pushPullInterval;

  /** Time between probes; 0 for none. Default: 1s (lan), 5s (wan), 1s (local). */
  private @Nullable Duration probeInterval;

  /**
   * Time to wait for a direct answer, less than the probe interval. Default: 500ms (lan), 3s (wan),
   * 200ms (local).
   */
  private @Nullable Duration probeTimeout;

  /** Whether a probe that failed over UDP is not tried over TCP. */
  private boolean disableTcpPings = false;

  /** By how much bad local health stretches probing at most. */
  private int awarenessMaxMultiplier = 8;

  /** Time between gossip rounds; 0 for none. Default: 200ms (lan), 500ms (wan), 100ms (local). */
  private @Nullable Duration gossipInterval;

  /** Members that get each gossip. Default: 3 (lan), 4 (wan), 3 (local). */
  private @Nullable Integer gossipNodes;

  /**
   * How long dead members are gossiped to and kept on record. Default: 30s (lan), 60s (wan), 15s
   * (local).
   */
  private @Nullable Duration gossipToTheDeadTime;

  /** Whether input that is not encrypted is refused, given a key. */
  private boolean gossipVerifyIncoming = true;

  /** Whether output is encrypted, given a key. */
  private boolean gossipVerifyOutgoing = true;

  /** Whether packets and streams are compressed if that makes them shorter. */
  private boolean enableCompression = true;

  /**
   * Encryption key in base64: 16, 24 or 32 bytes. Encrypts, and joins memberlist.encryption.keys as
   * the primary key. Default: none.
   */
  private @Nullable String secretKey;

  /** Version of the application's own protocol. */
  private int delegateProtocolVersion = 0;

  /** Lowest version of the application's own protocol understood. */
  private int delegateProtocolMin = 0;

  /** Highest version of the application's own protocol understood. */
  private int delegateProtocolMax = 0;

  /** Resolver configuration, whose first name server is asked over TCP. */
  private String dnsConfigPath = "/etc/resolv.conf";

  /** Bound of each queue of received messages. */
  private int handoffQueueDepth = 1024;

  /** Size up to which packets are filled, 512B to 65507B. */
  private DataSize udpBufferSize = DataSize.ofBytes(1400);

  /** After which the name of a dead member may be taken by another address; 0 for never. */
  private Duration deadNodeReclaimTime = Duration.ofSeconds(10);

  /** Whether sending to destinations without a node name is refused. */
  private boolean requireNodeNames = false;

  /** Networks whose addresses are believed, such as 10.0.0.0/8; empty for all. */
  private List<String> cidrsAllowed = new ArrayList<>();

  /** Tags added to every meter. */
  private Map<String, String> metricLabels = new LinkedHashMap<>();

  /** Time between samples of the queue of broadcasts. */
  private Duration queueCheckInterval = Duration.ofSeconds(30);

  public Preset getPreset() {
    return preset;
  }

  public void setPreset(Preset preset) {
    this.preset = preset;
  }

  public @Nullable String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  public @Nullable String getLabel() {
    return label;
  }

  public void setLabel(@Nullable String label) {
    this.label = label;
  }

  public boolean isSkipInboundLabelCheck() {
    return skipInboundLabelCheck;
  }

  public void setSkipInboundLabelCheck(boolean skipInboundLabelCheck) {
    this.skipInboundLabelCheck = skipInboundLabelCheck;
  }

  public String getBindAddr() {
    return bindAddr;
  }

  public void setBindAddr(String bindAddr) {
    this.bindAddr = bindAddr;
  }

  public int getBindPort() {
    return bindPort;
  }

  public void setBindPort(int bindPort) {
    this.bindPort = bindPort;
  }

  public @Nullable String getAdvertiseAddr() {
    return advertiseAddr;
  }

  public void setAdvertiseAddr(@Nullable String advertiseAddr) {
    this.advertiseAddr = advertiseAddr;
  }

  public @Nullable Integer getAdvertisePort() {
    return advertisePort;
  }

  public void setAdvertisePort(@Nullable Integer advertisePort) {
    this.advertisePort = advertisePort;
  }

  public int getProtocolVersion() {
    return protocolVersion;
  }

  public void setProtocolVersion(int protocolVersion) {
    this.protocolVersion = protocolVersion;
  }

  public @Nullable Duration getTcpTimeout() {
    return tcpTimeout;
  }

  public void setTcpTimeout(@Nullable Duration tcpTimeout) {
    this.tcpTimeout = tcpTimeout;
  }

  public @Nullable Integer getIndirectChecks() {
    return indirectChecks;
  }

  public void setIndirectChecks(@Nullable Integer indirectChecks) {
    this.indirectChecks = indirectChecks;
  }

  public @Nullable Integer getRetransmitMult() {
    return retransmitMult;
  }

  public void setRetransmitMult(@Nullable Integer retransmitMult) {
    this.retransmitMult = retransmitMult;
  }

  public @Nullable Integer getSuspicionMult() {
    return suspicionMult;
  }

  public void setSuspicionMult(@Nullable Integer suspicionMult) {
    this.suspicionMult = suspicionMult;
  }

  public int getSuspicionMaxTimeoutMult() {
    return suspicionMaxTimeoutMult;
  }

  public void setSuspicionMaxTimeoutMult(int suspicionMaxTimeoutMult) {
    this.suspicionMaxTimeoutMult = suspicionMaxTimeoutMult;
  }

  public @Nullable Duration getPushPullInterval() {
    return pushPullInterval;
  }

  public void setPushPullInterval(@Nullable Duration pushPullInterval) {
    this.pushPullInterval = pushPullInterval;
  }

  public @Nullable Duration getProbeInterval() {
    return probeInterval;
  }

  public void setProbeInterval(@Nullable Duration probeInterval) {
    this.probeInterval = probeInterval;
  }

  public @Nullable Duration getProbeTimeout() {
    return probeTimeout;
  }

  public void setProbeTimeout(@Nullable Duration probeTimeout) {
    this.probeTimeout = probeTimeout;
  }

  public boolean isDisableTcpPings() {
    return disableTcpPings;
  }

  public void setDisableTcpPings(boolean disableTcpPings) {
    this.disableTcpPings = disableTcpPings;
  }

  public int getAwarenessMaxMultiplier() {
    return awarenessMaxMultiplier;
  }

  public void setAwarenessMaxMultiplier(int awarenessMaxMultiplier) {
    this.awarenessMaxMultiplier = awarenessMaxMultiplier;
  }

  public @Nullable Duration getGossipInterval() {
    return gossipInterval;
  }

  public void setGossipInterval(@Nullable Duration gossipInterval) {
    this.gossipInterval = gossipInterval;
  }

  public @Nullable Integer getGossipNodes() {
    return gossipNodes;
  }

  public void setGossipNodes(@Nullable Integer gossipNodes) {
    this.gossipNodes = gossipNodes;
  }

  public @Nullable Duration getGossipToTheDeadTime() {
    return gossipToTheDeadTime;
  }

  public void setGossipToTheDeadTime(@Nullable Duration gossipToTheDeadTime) {
    this.gossipToTheDeadTime = gossipToTheDeadTime;
  }

  public boolean isGossipVerifyIncoming() {
    return gossipVerifyIncoming;
  }

  public void setGossipVerifyIncoming(boolean gossipVerifyIncoming) {
    this.gossipVerifyIncoming = gossipVerifyIncoming;
  }

  public boolean isGossipVerifyOutgoing() {
    return gossipVerifyOutgoing;
  }

  public void setGossipVerifyOutgoing(boolean gossipVerifyOutgoing) {
    this.gossipVerifyOutgoing = gossipVerifyOutgoing;
  }

  public boolean isEnableCompression() {
    return enableCompression;
  }

  public void setEnableCompression(boolean enableCompression) {
    this.enableCompression = enableCompression;
  }

  public @Nullable String getSecretKey() {
    return secretKey;
  }

  public void setSecretKey(@Nullable String secretKey) {
    this.secretKey = secretKey;
  }

  public int getDelegateProtocolVersion() {
    return delegateProtocolVersion;
  }

  public void setDelegateProtocolVersion(int delegateProtocolVersion) {
    this.delegateProtocolVersion = delegateProtocolVersion;
  }

  public int getDelegateProtocolMin() {
    return delegateProtocolMin;
  }

  public void setDelegateProtocolMin(int delegateProtocolMin) {
    this.delegateProtocolMin = delegateProtocolMin;
  }

  public int getDelegateProtocolMax() {
    return delegateProtocolMax;
  }

  public void setDelegateProtocolMax(int delegateProtocolMax) {
    this.delegateProtocolMax = delegateProtocolMax;
  }

  public String getDnsConfigPath() {
    return dnsConfigPath;
  }

  public void setDnsConfigPath(String dnsConfigPath) {
    this.dnsConfigPath = dnsConfigPath;
  }

  public int getHandoffQueueDepth() {
    return handoffQueueDepth;
  }

  public void setHandoffQueueDepth(int handoffQueueDepth) {
    this.handoffQueueDepth = handoffQueueDepth;
  }

  public DataSize getUdpBufferSize() {
    return udpBufferSize;
  }

  public void setUdpBufferSize(DataSize udpBufferSize) {
    this.udpBufferSize = udpBufferSize;
  }

  public Duration getDeadNodeReclaimTime() {
    return deadNodeReclaimTime;
  }

  public void setDeadNodeReclaimTime(Duration deadNodeReclaimTime) {
    this.deadNodeReclaimTime = deadNodeReclaimTime;
  }

  public boolean isRequireNodeNames() {
    return requireNodeNames;
  }

  public void setRequireNodeNames(boolean requireNodeNames) {
    this.requireNodeNames = requireNodeNames;
  }

  public List<String> getCidrsAllowed() {
    return cidrsAllowed;
  }

  public void setCidrsAllowed(List<String> cidrsAllowed) {
    this.cidrsAllowed = cidrsAllowed;
  }

  public Map<String, String> getMetricLabels() {
    return metricLabels;
  }

  public void setMetricLabels(Map<String, String> metricLabels) {
    this.metricLabels = metricLabels;
  }

  public Duration getQueueCheckInterval() {
    return queueCheckInterval;
  }

  public void setQueueCheckInterval(Duration queueCheckInterval) {
    this.queueCheckInterval = queueCheckInterval;
  }
}
