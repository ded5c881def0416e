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
import java.util.function.Consumer;
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
    var builder =
        switch (properties.getPreset()) {
          case LAN -> Config.lan();
          case WAN -> Config.wan();
          case LOCAL -> Config.local();
        };
    identity(builder);
    addresses(builder);
    failureDetection(builder);
    dissemination(builder);
    security(builder);
    groups(builder);
    return builder;
  }

  private void identity(Config.Builder builder) {
    builder.name(name);
    set(details.getLabel(), builder::label);
    set(properties.isSkipInboundLabelCheck(), builder::skipInboundLabelCheck);
    set(properties.getProtocolVersion(), builder::protocolVersion);
    set(properties.getDelegateProtocolVersion(), builder::delegateProtocolVersion);
    set(properties.getDelegateProtocolMin(), builder::delegateProtocolMin);
    set(properties.getDelegateProtocolMax(), builder::delegateProtocolMax);
    set(properties.isRequireNodeNames(), builder::requireNodeNames);
    set(properties.getDeadNodeReclaimTime(), builder::deadNodeReclaimTime);
    builder.metricLabels(properties.getMetricLabels());
  }

  private void addresses(Config.Builder builder) {
    set(properties.getBindAddr(), builder::bindAddr);
    set(properties.getBindPort(), builder::bindPort);
    set(properties.getAdvertiseAddr(), builder::advertiseAddr);
    set(properties.getAdvertisePort(), builder::advertisePort);
    set(properties.getTcpTimeout(), builder::tcpTimeout);
    set(properties.getDnsConfigPath(), builder::dnsConfigPath);
    builder.cidrsAllowed(properties.getCidrsAllowed());
  }

  private void failureDetection(Config.Builder builder) {
    set(properties.getIndirectChecks(), builder::indirectChecks);
    set(properties.getSuspicionMult(), builder::suspicionMult);
    set(properties.getSuspicionMaxTimeoutMult(), builder::suspicionMaxTimeoutMult);
    set(properties.getProbeInterval(), builder::probeInterval);
    set(properties.getProbeTimeout(), builder::probeTimeout);
    set(properties.isDisableTcpPings(), builder::disableTcpPings);
    set(properties.getAwarenessMaxMultiplier(), builder::awarenessMaxMultiplier);
  }

  private void dissemination(Config.Builder builder) {
    set(properties.getRetransmitMult(), builder::retransmitMult);
    set(properties.getPushPullInterval(), builder::pushPullInterval);
    set(properties.getGossipInterval(), builder::gossipInterval);
    set(properties.getGossipNodes(), builder::gossipNodes);
    set(properties.getGossipToTheDeadTime(), builder::gossipToTheDeadTime);
    set(properties.isEnableCompression(), builder::enableCompression);
    set(properties.getHandoffQueueDepth(), builder::handoffQueueDepth);
    set(properties.getQueueCheckInterval(), builder::queueCheckInterval);
    builder.udpBufferSize(
        (int) Math.min(Integer.MAX_VALUE, properties.getUdpBufferSize().toBytes()));
  }

  private void security(Config.Builder builder) {
    set(properties.isGossipVerifyIncoming(), builder::gossipVerifyIncoming);
    set(properties.isGossipVerifyOutgoing(), builder::gossipVerifyOutgoing);
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

  private static <T> void set(@Nullable T value, Consumer<T> setting) {
    if (value != null) {
      setting.accept(value);
    }
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
