package io.memberlist.spring.autoconfigure;

import io.memberlist.Config;
import io.memberlist.ConfigException;
import io.memberlist.ConfigException.Violation;
import io.memberlist.DetectionOptions;
import io.memberlist.InteropOptions;
import io.memberlist.JoinOptions;
import io.memberlist.LimitOptions;
import io.memberlist.RejoinOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Properties to configuration: preset first, then every property that is set. All that is wrong is
 * reported at once.
 */
final class ConfigFactory {

  private static final int LONGEST_NAME = 128;

  private final MemberlistProperties properties;
  private final MemberlistConnectionDetails details;

  ConfigFactory(MemberlistProperties properties, MemberlistConnectionDetails details) {
    this.properties = properties;
    this.details = details;
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
    var name = properties.getName();
    builder.name(name != null ? name : NodeNames.defaultName(properties.getBindPort()));
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

  /** Builds it; own checks and those of the core come in one exception. */
  Config build(Config.Builder builder) {
    List<Violation> violations = new ArrayList<>();
    Config config = null;
    try {
      config = builder.build();
    } catch (ConfigException e) {
      e.violations()
          .forEach(
              v -> violations.add(new Violation(propertyName(v.field()), v.value(), v.reason())));
    }
    ownChecks(config, violations);
    if (config == null || !violations.isEmpty()) {
      throw new InvalidMemberlistPropertyException(violations);
    }
    return config;
  }

  private void ownChecks(@Nullable Config config, List<Violation> violations) {
    name(violations);
    var port = properties.getAdvertisePort();
    if (port != null && (port < 1 || port > 65_535)) {
      violations.add(violation("advertise-port", port, "must be within 1..65535"));
    }
    if (config != null
        && !config.probeInterval().isZero()
        && config.probeTimeout().compareTo(config.probeInterval()) >= 0) {
      violations.add(
          violation(
              "probe-timeout",
              text(config.probeTimeout()),
              "must be below memberlist.probe-interval, which is " + text(config.probeInterval())));
    }
    join(properties.getJoin(), violations);
    atLeast(
        "rejoin.interval", properties.getRejoin().getInterval(), Duration.ofSeconds(1), violations);
    atLeast("leave.timeout", properties.getLeave().getTimeout(), Duration.ZERO, violations);
    atLeast(
        "leave.propagation-delay",
        properties.getLeave().getPropagationDelay(),
        Duration.ZERO,
        violations);
    atLeast("health.min-members", properties.getHealth().getMinMembers(), 1, violations);
    atLeast("events.warn-queue-size", properties.getEvents().getWarnQueueSize(), 1, violations);
  }

  private void name(List<Violation> violations) {
    var name = properties.getName();
    if (name == null) {
      return;
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (!name.isEmpty() && name.isBlank()) {
      violations.add(violation("name", "'" + name + "'", "must not be blank"));
    } else if (name.codePoints().anyMatch(Character::isISOControl)) {
      violations.add(violation("name", "(hidden)", "must not contain control characters"));
    } else if (bytes > LONGEST_NAME && bytes <= 255) {
      violations.add(
          violation(
              "name",
              name,
              "is too long: " + bytes + " bytes, at most " + LONGEST_NAME + " are possible"));
    }
  }

  private static void join(MemberlistProperties.Join join, List<Violation> violations) {
    positive("join.timeout", join.getTimeout(), violations);
    atLeast("join.min-seeds", join.getMinSeeds(), 0, violations);
    var retry = join.getRetry();
    positive("join.retry.delay", retry.getDelay(), violations);
    if (!(retry.getMultiplier() >= 1)) {
      violations.add(
          violation("join.retry.multiplier", retry.getMultiplier(), "must be at least 1"));
    }
    if (retry.getMaxDelay().compareTo(retry.getDelay()) < 0) {
      violations.add(
          violation(
              "join.retry.max-delay",
              text(retry.getMaxDelay()),
              "must not be below memberlist.join.retry.delay, which is " + text(retry.getDelay())));
    }
    atLeast("join.retry.jitter", retry.getJitter(), Duration.ZERO, violations);
    var retries = retry.getMaxRetries();
    if (retries != null && retries < 0) {
      violations.add(violation("join.retry.max-retries", retries, "must be at least 0"));
    }
  }

  private static void atLeast(String name, int value, int least, List<Violation> violations) {
    if (value < least) {
      violations.add(violation(name, value, "must be at least " + least));
    }
  }

  private static void atLeast(
      String name, Duration value, Duration least, List<Violation> violations) {
    boolean known = violations.stream().anyMatch(v -> v.field().equals("memberlist." + name));
    if (value.compareTo(least) < 0 && !known) {
      violations.add(
          violation(
              name,
              text(value),
              least.isZero() ? "must not be negative" : "must be at least " + text(least)));
    }
  }

  /** {@code 1500ms}, {@code 5s}: as one would write it. */
  private static String text(Duration value) {
    return value.toMillisPart() == 0 && value.getNano() % 1_000_000 == 0
        ? value.toSeconds() + "s"
        : value.toMillis() + "ms";
  }

  private static void positive(String name, Duration value, List<Violation> violations) {
    if (value.isZero() || value.isNegative()) {
      violations.add(violation(name, text(value), "must be more than 0"));
    }
  }

  private static Violation violation(String name, Object value, String reason) {
    return new Violation("memberlist." + name, value.toString(), reason);
  }

  /** {@code rejoin.forgetAfter} is {@code memberlist.rejoin.forget-after}. */
  static String propertyName(String field) {
    return "memberlist." + field.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
