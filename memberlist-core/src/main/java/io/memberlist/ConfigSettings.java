package io.memberlist;

import static java.util.Objects.requireNonNull;

import io.memberlist.metrics.MetricsListener;
import io.memberlist.transport.TransportFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One method per setting; {@link Config.Builder} adds the rest. Nothing is checked before {@code
 * build()}.
 *
 * @param <B> the builder
 */
abstract class ConfigSettings<B extends ConfigSettings<B>> {
  final ConfigValues values;

  ConfigSettings(ConfigValues values) {
    this.values = values;
  }

  abstract B self();

  /** Sets {@link Config#name()}. */
  public B name(String name) {
    values.name = requireNonNull(name, "name");
    return self();
  }

  /** Sets {@link Config#transportFactory()}. */
  public B transportFactory(TransportFactory transportFactory) {
    values.transportFactory = requireNonNull(transportFactory, "transportFactory");
    return self();
  }

  /** Sets {@link Config#label()}. */
  public B label(String label) {
    values.label = requireNonNull(label, "label");
    return self();
  }

  /** Sets {@link Config#skipInboundLabelCheck()}. */
  public B skipInboundLabelCheck(boolean skipInboundLabelCheck) {
    values.skipInboundLabelCheck = skipInboundLabelCheck;
    return self();
  }

  /** Sets {@link Config#bindAddr()}. */
  public B bindAddr(String bindAddr) {
    values.bindAddr = requireNonNull(bindAddr, "bindAddr");
    return self();
  }

  /** Sets {@link Config#bindPort()}. */
  public B bindPort(int bindPort) {
    values.bindPort = bindPort;
    return self();
  }

  /** Sets {@link Config#advertiseAddr()}. */
  public B advertiseAddr(@Nullable String advertiseAddr) {
    values.advertiseAddr = advertiseAddr;
    return self();
  }

  /** Sets {@link Config#advertisePort()}. */
  public B advertisePort(int advertisePort) {
    values.advertisePort = advertisePort;
    return self();
  }

  /** Sets {@link Config#protocolVersion()}. */
  public B protocolVersion(int protocolVersion) {
    values.protocolVersion = protocolVersion;
    return self();
  }

  /** Sets {@link Config#tcpTimeout()}. */
  public B tcpTimeout(Duration tcpTimeout) {
    values.tcpTimeout = requireNonNull(tcpTimeout, "tcpTimeout");
    return self();
  }

  /** Sets {@link Config#indirectChecks()}. */
  public B indirectChecks(int indirectChecks) {
    values.indirectChecks = indirectChecks;
    return self();
  }

  /** Sets {@link Config#retransmitMult()}. */
  public B retransmitMult(int retransmitMult) {
    values.retransmitMult = retransmitMult;
    return self();
  }

  /** Sets {@link Config#suspicionMult()}. */
  public B suspicionMult(int suspicionMult) {
    values.suspicionMult = suspicionMult;
    return self();
  }

  /** Sets {@link Config#suspicionMaxTimeoutMult()}. */
  public B suspicionMaxTimeoutMult(int suspicionMaxTimeoutMult) {
    values.suspicionMaxTimeoutMult = suspicionMaxTimeoutMult;
    return self();
  }

  /** Sets {@link Config#pushPullInterval()}. */
  public B pushPullInterval(Duration pushPullInterval) {
    values.pushPullInterval = requireNonNull(pushPullInterval, "pushPullInterval");
    return self();
  }

  /** Sets {@link Config#probeInterval()}. */
  public B probeInterval(Duration probeInterval) {
    values.probeInterval = requireNonNull(probeInterval, "probeInterval");
    return self();
  }

  /** Sets {@link Config#probeTimeout()}. */
  public B probeTimeout(Duration probeTimeout) {
    values.probeTimeout = requireNonNull(probeTimeout, "probeTimeout");
    return self();
  }

  /** Sets {@link Config#disableTcpPings()}. */
  public B disableTcpPings(boolean disableTcpPings) {
    values.disableTcpPings = disableTcpPings;
    return self();
  }

  /** Sets {@link Config#disableTcpPingsForNode()}. */
  public B disableTcpPingsForNode(@Nullable Predicate<String> disableTcpPingsForNode) {
    values.disableTcpPingsForNode = disableTcpPingsForNode;
    return self();
  }

  /** Sets {@link Config#awarenessMaxMultiplier()}. */
  public B awarenessMaxMultiplier(int awarenessMaxMultiplier) {
    values.awarenessMaxMultiplier = awarenessMaxMultiplier;
    return self();
  }

  /** Sets {@link Config#gossipInterval()}. */
  public B gossipInterval(Duration gossipInterval) {
    values.gossipInterval = requireNonNull(gossipInterval, "gossipInterval");
    return self();
  }

  /** Sets {@link Config#gossipNodes()}. */
  public B gossipNodes(int gossipNodes) {
    values.gossipNodes = gossipNodes;
    return self();
  }

  /** Sets {@link Config#gossipToTheDeadTime()}. */
  public B gossipToTheDeadTime(Duration gossipToTheDeadTime) {
    values.gossipToTheDeadTime = requireNonNull(gossipToTheDeadTime, "gossipToTheDeadTime");
    return self();
  }

  /** Sets {@link Config#gossipVerifyIncoming()}. */
  public B gossipVerifyIncoming(boolean gossipVerifyIncoming) {
    values.gossipVerifyIncoming = gossipVerifyIncoming;
    return self();
  }

  /** Sets {@link Config#gossipVerifyOutgoing()}. */
  public B gossipVerifyOutgoing(boolean gossipVerifyOutgoing) {
    values.gossipVerifyOutgoing = gossipVerifyOutgoing;
    return self();
  }

  /** Sets {@link Config#enableCompression()}. */
  public B enableCompression(boolean enableCompression) {
    values.enableCompression = enableCompression;
    return self();
  }

  /** Sets {@link Config#keyring()}. */
  public B keyring(@Nullable Keyring keyring) {
    values.keyring = keyring;
    return self();
  }

  /**
   * A key to encrypt with: 16, 24 or 32 bytes, copied; empty for none. It becomes the primary key
   * of the {@link #keyring}, also if that is the application's, when the configuration is built
   * (§13.2 step 2). Cannot be read back.
   */
  public B secretKey(byte[] secretKey) {
    values.secretKey = secretKey.clone();
    return self();
  }

  /** Sets {@link Config#delegate()}. */
  public B delegate(@Nullable Delegate delegate) {
    values.delegate = delegate;
    return self();
  }

  /** Sets {@link Config#delegateProtocolVersion()}. */
  public B delegateProtocolVersion(int delegateProtocolVersion) {
    values.delegateProtocolVersion = delegateProtocolVersion;
    return self();
  }

  /** Sets {@link Config#delegateProtocolMin()}. */
  public B delegateProtocolMin(int delegateProtocolMin) {
    values.delegateProtocolMin = delegateProtocolMin;
    return self();
  }

  /** Sets {@link Config#delegateProtocolMax()}. */
  public B delegateProtocolMax(int delegateProtocolMax) {
    values.delegateProtocolMax = delegateProtocolMax;
    return self();
  }

  /** Sets {@link Config#events()}. */
  public B events(@Nullable EventDelegate events) {
    values.events = events;
    return self();
  }

  /** Sets {@link Config#conflict()}. */
  public B conflict(@Nullable ConflictDelegate conflict) {
    values.conflict = conflict;
    return self();
  }

  /** Sets {@link Config#merge()}. */
  public B merge(@Nullable MergeDelegate merge) {
    values.merge = merge;
    return self();
  }

  /** Sets {@link Config#ping()}. */
  public B ping(@Nullable PingDelegate ping) {
    values.ping = ping;
    return self();
  }

  /** Sets {@link Config#alive()}. */
  public B alive(@Nullable AliveDelegate alive) {
    values.alive = alive;
    return self();
  }

  /** Sets {@link Config#dnsConfigPath()}. */
  public B dnsConfigPath(String dnsConfigPath) {
    values.dnsConfigPath = requireNonNull(dnsConfigPath, "dnsConfigPath");
    return self();
  }

  /** Sets {@link Config#handoffQueueDepth()}. */
  public B handoffQueueDepth(int handoffQueueDepth) {
    values.handoffQueueDepth = handoffQueueDepth;
    return self();
  }

  /** Sets {@link Config#udpBufferSize()}. */
  public B udpBufferSize(int udpBufferSize) {
    values.udpBufferSize = udpBufferSize;
    return self();
  }

  /** Sets {@link Config#deadNodeReclaimTime()}. */
  public B deadNodeReclaimTime(Duration deadNodeReclaimTime) {
    values.deadNodeReclaimTime = requireNonNull(deadNodeReclaimTime, "deadNodeReclaimTime");
    return self();
  }

  /** Sets {@link Config#requireNodeNames()}. */
  public B requireNodeNames(boolean requireNodeNames) {
    values.requireNodeNames = requireNodeNames;
    return self();
  }

  /** Sets {@link Config#cidrsAllowed()}. */
  public B cidrsAllowed(Collection<String> cidrsAllowed) {
    values.cidrsAllowed = List.copyOf(cidrsAllowed);
    return self();
  }

  /** Sets {@link Config#metricLabels()}. */
  public B metricLabels(Map<String, String> metricLabels) {
    values.metricLabels = Collections.unmodifiableMap(new LinkedHashMap<>(metricLabels));
    return self();
  }

  /** Sets {@link Config#queueCheckInterval()}. */
  public B queueCheckInterval(Duration queueCheckInterval) {
    values.queueCheckInterval = requireNonNull(queueCheckInterval, "queueCheckInterval");
    return self();
  }

  /** Sets {@link Config#rejoin()}. */
  public B rejoin(RejoinOptions rejoin) {
    values.rejoin = requireNonNull(rejoin, "rejoin");
    return self();
  }

  /** Changes {@link Config#rejoin()}. */
  public B rejoin(UnaryOperator<RejoinOptions> change) {
    return rejoin(change.apply(values.rejoin));
  }

  /** Sets {@link Config#join()}. */
  public B join(JoinOptions join) {
    values.join = requireNonNull(join, "join");
    return self();
  }

  /** Changes {@link Config#join()}. */
  public B join(UnaryOperator<JoinOptions> change) {
    return join(change.apply(values.join));
  }

  /** Sets {@link Config#detection()}. */
  public B detection(DetectionOptions detection) {
    values.detection = requireNonNull(detection, "detection");
    return self();
  }

  /** Changes {@link Config#detection()}. */
  public B detection(UnaryOperator<DetectionOptions> change) {
    return detection(change.apply(values.detection));
  }

  /** Sets {@link Config#limits()}. */
  public B limits(LimitOptions limits) {
    values.limits = requireNonNull(limits, "limits");
    return self();
  }

  /** Changes {@link Config#limits()}. */
  public B limits(UnaryOperator<LimitOptions> change) {
    return limits(change.apply(values.limits));
  }

  /** Sets {@link Config#interop()}. */
  public B interop(InteropOptions interop) {
    values.interop = requireNonNull(interop, "interop");
    return self();
  }

  /** Changes {@link Config#interop()}. */
  public B interop(UnaryOperator<InteropOptions> change) {
    return interop(change.apply(values.interop));
  }

  /** Sets {@link Config#rejoinSeeds()}. */
  public B rejoinSeeds(@Nullable Supplier<? extends Collection<String>> rejoinSeeds) {
    values.rejoinSeeds = rejoinSeeds;
    return self();
  }

  /** Sets {@link Config#streamThreads()}. */
  public B streamThreads(@Nullable ThreadFactory streamThreads) {
    values.streamThreads = streamThreads;
    return self();
  }

  /** Sets {@link Config#metricsListener()}. */
  public B metricsListener(@Nullable MetricsListener metricsListener) {
    values.metricsListener = metricsListener;
    return self();
  }
}
