package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Config;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every setting of a node that a property can express, secrets excepted. */
final class ConfigSettings {

  /**
   * A setting.
   *
   * @param effective its value in a configuration
   * @param wanted what the properties say; null if they leave it to the preset
   */
  record Setting(
      Function<Config, @Nullable Object> effective,
      Function<MemberlistProperties, @Nullable Object> wanted) {}

  private static final Map<String, Setting> SETTINGS = new LinkedHashMap<>();

  static {
    add("name", Config::name, MemberlistProperties::getName);
    add("label", c -> emptyToNull(c.label()), MemberlistProperties::getLabel);
    add(
        "skip-inbound-label-check",
        Config::skipInboundLabelCheck,
        MemberlistProperties::isSkipInboundLabelCheck);
    add("bind-addr", Config::bindAddr, MemberlistProperties::getBindAddr);
    add("bind-port", Config::bindPort, MemberlistProperties::getBindPort);
    add("advertise-addr", Config::advertiseAddr, MemberlistProperties::getAdvertiseAddr);
    add(
        "advertise-port",
        c -> c.advertisePort() == 0 ? null : c.advertisePort(),
        MemberlistProperties::getAdvertisePort);
    add("protocol-version", Config::protocolVersion, MemberlistProperties::getProtocolVersion);
    add("tcp-timeout", Config::tcpTimeout, MemberlistProperties::getTcpTimeout);
    add("indirect-checks", Config::indirectChecks, MemberlistProperties::getIndirectChecks);
    add("retransmit-mult", Config::retransmitMult, MemberlistProperties::getRetransmitMult);
    add("suspicion-mult", Config::suspicionMult, MemberlistProperties::getSuspicionMult);
    add(
        "suspicion-max-timeout-mult",
        Config::suspicionMaxTimeoutMult,
        MemberlistProperties::getSuspicionMaxTimeoutMult);
    add("push-pull-interval", Config::pushPullInterval, MemberlistProperties::getPushPullInterval);
    add("probe-interval", Config::probeInterval, MemberlistProperties::getProbeInterval);
    add("probe-timeout", Config::probeTimeout, MemberlistProperties::getProbeTimeout);
    add("disable-tcp-pings", Config::disableTcpPings, MemberlistProperties::isDisableTcpPings);
    add(
        "awareness-max-multiplier",
        Config::awarenessMaxMultiplier,
        MemberlistProperties::getAwarenessMaxMultiplier);
    add("gossip-interval", Config::gossipInterval, MemberlistProperties::getGossipInterval);
    add("gossip-nodes", Config::gossipNodes, MemberlistProperties::getGossipNodes);
    add(
        "gossip-to-the-dead-time",
        Config::gossipToTheDeadTime,
        MemberlistProperties::getGossipToTheDeadTime);
    add(
        "gossip-verify-incoming",
        Config::gossipVerifyIncoming,
        MemberlistProperties::isGossipVerifyIncoming);
    add(
        "gossip-verify-outgoing",
        Config::gossipVerifyOutgoing,
        MemberlistProperties::isGossipVerifyOutgoing);
    add("enable-compression", Config::enableCompression, MemberlistProperties::isEnableCompression);
    add(
        "delegate-protocol-version",
        Config::delegateProtocolVersion,
        MemberlistProperties::getDelegateProtocolVersion);
    add(
        "delegate-protocol-min",
        Config::delegateProtocolMin,
        MemberlistProperties::getDelegateProtocolMin);
    add(
        "delegate-protocol-max",
        Config::delegateProtocolMax,
        MemberlistProperties::getDelegateProtocolMax);
    add("dns-config-path", Config::dnsConfigPath, MemberlistProperties::getDnsConfigPath);
    add(
        "handoff-queue-depth",
        Config::handoffQueueDepth,
        MemberlistProperties::getHandoffQueueDepth);
    add("udp-buffer-size", Config::udpBufferSize, p -> (int) p.getUdpBufferSize().toBytes());
    add(
        "dead-node-reclaim-time",
        Config::deadNodeReclaimTime,
        MemberlistProperties::getDeadNodeReclaimTime);
    add("require-node-names", Config::requireNodeNames, MemberlistProperties::isRequireNodeNames);
    add("cidrs-allowed", Config::cidrsAllowed, MemberlistProperties::getCidrsAllowed);
    add("metric-labels", Config::metricLabels, MemberlistProperties::getMetricLabels);
    add(
        "queue-check-interval",
        Config::queueCheckInterval,
        MemberlistProperties::getQueueCheckInterval);
    add("rejoin.enabled", c -> c.rejoin().enabled(), p -> p.getRejoin().isEnabled());
    add("rejoin.interval", c -> c.rejoin().interval(), p -> p.getRejoin().getInterval());
    add("rejoin.forget-after", c -> c.rejoin().forgetAfter(), p -> p.getRejoin().getForgetAfter());
    add("join.resync", c -> c.join().resync(), p -> p.getJoin().isResync());
    add(
        "detection.crash-evidence",
        c -> c.detection().crashEvidence(),
        p -> p.getDetection().isCrashEvidence());
    add(
        "detection.living-accusers",
        c -> c.detection().livingAccusers(),
        p -> p.getDetection().isLivingAccusers());
    add("limits.streams", c -> c.limits().streams(), p -> p.getLimits().getStreams());
    add(
        "interop.mapped-address",
        c -> c.interop().mappedAddress(),
        p -> p.getInterop().isMappedAddress());
  }

  private ConfigSettings() {}

  /** By name of the property, in the order of the documentation. */
  static Map<String, Setting> all() {
    return SETTINGS;
  }

  private static void add(
      String name,
      Function<Config, @Nullable Object> effective,
      Function<MemberlistProperties, @Nullable Object> wanted) {
    SETTINGS.put(name, new Setting(effective, wanted));
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
