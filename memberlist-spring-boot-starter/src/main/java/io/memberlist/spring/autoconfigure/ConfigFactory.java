package io.memberlist.spring.autoconfigure;

import io.memberlist.Config;
import io.memberlist.ConfigException;
import io.memberlist.ConfigException.Violation;
import io.memberlist.DetectionOptions;
import io.memberlist.InteropOptions;
import io.memberlist.JoinOptions;
import io.memberlist.Keyring;
import io.memberlist.LimitOptions;
import io.memberlist.RejoinOptions;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Properties to configuration: preset first, then every property that is set. All that is wrong is
 * reported at once.
 */
final class ConfigFactory {

  private final MemberlistProperties properties;
  private final MemberlistConnectionDetails details;
  private final String name;

  ConfigFactory(MemberlistProperties properties, MemberlistConnectionDetails details) {
    this.properties = properties;
    this.details = details;
    var set = properties.getName();
    name = set != null ? set : NodeNames.defaultName(properties.getBindPort());
  }

  /** As configured, else the default (S-15). */
  String name() {
    return name;
  }

  /** Adds the keyring; what is wrong with a key is given back, for other problems come first. */
  @Nullable InvalidMemberlistKeyException addKeys(Config.Builder builder, @Nullable Keyring bean) {
    try {
      var ring = KeyProperties.of(details, properties).ring(bean);
      builder.keyring(ring != null ? ring : Keyring.empty()); // empty: keys can be added later
      return null;
    } catch (InvalidMemberlistKeyException e) {
      return e;
    }
  }

  /** A builder with everything that texts can express. */
  Config.Builder builder() {
    var builder = preset();
    var preset = preset().name("preset").build();
    identity(builder);
    addresses(builder, preset);
    failureDetection(builder, preset);
    dissemination(builder, preset);
    groups(builder);
    return builder;
  }

  private Config.Builder preset() {
    return switch (properties.getPreset()) {
      case LAN -> Config.lan();
      case WAN -> Config.wan();
      case LOCAL -> Config.local();
    };
  }

  private void identity(Config.Builder builder) {
    builder.name(name);
    builder.label(or(details.getLabel(), ""));
    builder.skipInboundLabelCheck(properties.isSkipInboundLabelCheck());
    builder.protocolVersion(properties.getProtocolVersion());
    builder.delegateProtocolVersion(properties.getDelegateProtocolVersion());
    builder.delegateProtocolMin(properties.getDelegateProtocolMin());
    builder.delegateProtocolMax(properties.getDelegateProtocolMax());
    builder.requireNodeNames(properties.isRequireNodeNames());
    builder.deadNodeReclaimTime(properties.getDeadNodeReclaimTime());
    builder.metricLabels(properties.getMetricLabels());
    builder.gossipVerifyIncoming(properties.isGossipVerifyIncoming());
    builder.gossipVerifyOutgoing(properties.isGossipVerifyOutgoing());
  }

  private void addresses(Config.Builder builder, Config preset) {
    builder.bindAddr(properties.getBindAddr());
    builder.bindPort(properties.getBindPort());
    builder.advertiseAddr(properties.getAdvertiseAddr());
    builder.advertisePort(or(properties.getAdvertisePort(), preset.advertisePort()));
    builder.tcpTimeout(or(properties.getTcpTimeout(), preset.tcpTimeout()));
    builder.dnsConfigPath(properties.getDnsConfigPath());
    builder.cidrsAllowed(properties.getCidrsAllowed());
  }

  private void failureDetection(Config.Builder builder, Config preset) {
    builder.indirectChecks(or(properties.getIndirectChecks(), preset.indirectChecks()));
    builder.suspicionMult(or(properties.getSuspicionMult(), preset.suspicionMult()));
    builder.suspicionMaxTimeoutMult(properties.getSuspicionMaxTimeoutMult());
    builder.probeInterval(or(properties.getProbeInterval(), preset.probeInterval()));
    builder.probeTimeout(or(properties.getProbeTimeout(), preset.probeTimeout()));
    builder.disableTcpPings(properties.isDisableTcpPings());
    builder.awarenessMaxMultiplier(properties.getAwarenessMaxMultiplier());
  }

  private void dissemination(Config.Builder builder, Config preset) {
    builder.retransmitMult(or(properties.getRetransmitMult(), preset.retransmitMult()));
    builder.pushPullInterval(or(properties.getPushPullInterval(), preset.pushPullInterval()));
    builder.gossipInterval(or(properties.getGossipInterval(), preset.gossipInterval()));
    builder.gossipNodes(or(properties.getGossipNodes(), preset.gossipNodes()));
    builder.gossipToTheDeadTime(
        or(properties.getGossipToTheDeadTime(), preset.gossipToTheDeadTime()));
    builder.enableCompression(properties.isEnableCompression());
    builder.handoffQueueDepth(properties.getHandoffQueueDepth());
    builder.queueCheckInterval(properties.getQueueCheckInterval());
    builder.udpBufferSize(
        (int) Math.min(Integer.MAX_VALUE, properties.getUdpBufferSize().toBytes()));
  }

  private void groups(Config.Builder builder) {
    var rejoin = properties.getRejoin();
    builder.rejoin(
        new RejoinOptions(rejoin.isEnabled(), rejoin.getInterval(), rejoin.getForgetAfter()));
    builder.join(new JoinOptions(properties.getJoin().isResync()));
    var detection = properties.getDetection();
    builder.detection(
        new DetectionOptions(detection.isCrashEvidence(), detection.isLivingAccusers()));
    builder.limits(new LimitOptions(properties.getLimits().getStreams()));
    builder.interop(new InteropOptions(properties.getInterop().isMappedAddress()));
  }

  /** What is not set is the preset's. */
  private static <T> T or(@Nullable T value, T preset) {
    return value != null ? value : preset;
  }

  /**
   * Builds it; own checks, those of the core and of other properties come in one exception.
   *
   * @param others what is wrong with other properties
   */
  Config build(Config.Builder builder, List<Violation> others) {
    var violations = new LinkedHashMap<String, Violation>();
    Config config = null;
    try {
      config = builder.build();
    } catch (ConfigException e) {
      e.violations().stream()
          .map(PropertyNames::translated)
          .forEach(violation -> violations.put(violation.field(), violation));
    }
    // the starter's own answer, where both have one
    PropertyChecks.check(properties, config)
        .forEach(violation -> violations.put(violation.field(), violation));
    others.forEach(violation -> violations.put(violation.field(), violation));
    if (config == null || !violations.isEmpty()) {
      throw new InvalidMemberlistPropertyException(List.copyOf(violations.values()));
    }
    return config;
  }
}
