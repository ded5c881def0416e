package io.memberlist.spring.autoconfigure;

import io.memberlist.Config;
import io.memberlist.ConfigException.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the starter demands of its properties beyond what the core checks. */
final class PropertyChecks {

  private static final int LONGEST_NAME = 128;

  private final PropertyViolations violations = new PropertyViolations("memberlist.");

  private PropertyChecks() {}

  /**
   * All that is wrong, in the order of the properties.
   *
   * @param config what the properties make, null if the core has refused it
   */
  static List<Violation> check(MemberlistProperties properties, @Nullable Config config) {
    var checks = new PropertyChecks();
    checks.identity(properties);
    checks.keyringFile(properties);
    if (config != null) {
      checks.probe(config);
    }
    checks.join(properties.getJoin());
    checks.violations.atLeast(
        "rejoin.interval", properties.getRejoin().getInterval(), Duration.ofSeconds(1));
    checks.violations.notNegative("leave.timeout", properties.getLeave().getTimeout());
    checks.violations.notNegative(
        "leave.propagation-delay", properties.getLeave().getPropagationDelay());
    checks.violations.atLeast(
        "events.warn-queue-size", properties.getEvents().getWarnQueueSize(), 1);
    checks.violations.atLeast("health.min-members", properties.getHealth().getMinMembers(), 1);
    checks.violations.notNegative("health.settle-time", properties.getHealth().getSettleTime());
    return checks.violations.all();
  }

  private void identity(MemberlistProperties properties) {
    if (properties.getName() != null) {
      name(properties.getName());
    }
    var port = properties.getAdvertisePort();
    if (port != null) {
      violations.port("advertise-port", port);
    }
  }

  private void keyringFile(MemberlistProperties properties) {
    var file = properties.getEncryption().getKeyringFile();
    var secret = properties.getSecretKey();
    boolean others =
        secret != null && !secret.isEmpty() || !properties.getEncryption().getKeys().isEmpty();
    if (file != null && others) {
      violations.refuse(
          "encryption.keyring-file",
          file.getDescription(),
          "excludes memberlist.secret-key and memberlist.encryption.keys");
    }
  }

  private void name(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (name.isBlank()) {
      violations.refuse("name", "'" + name + "'", "must not be blank");
    } else if (name.codePoints().anyMatch(Character::isISOControl)) {
      violations.refuse("name", "(hidden)", "must not contain control characters");
    } else if (bytes > LONGEST_NAME) {
      violations.refuse(
          "name",
          name,
          "is too long: " + bytes + " bytes, at most " + LONGEST_NAME + " are possible");
    }
  }

  private void probe(Config config) {
    if (!config.probeInterval().isZero()
        && config.probeTimeout().compareTo(config.probeInterval()) >= 0) {
      violations.refuse(
          "probe-timeout",
          Durations.text(config.probeTimeout()),
          "must be below memberlist.probe-interval, which is "
              + Durations.text(config.probeInterval()));
    }
  }

  private void join(MemberlistProperties.Join join) {
    violations.positive("join.timeout", join.getTimeout());
    violations.atLeast("join.min-seeds", join.getMinSeeds(), 0);
    var retry = join.getRetry();
    violations.positive("join.retry.delay", retry.getDelay());
    if (!(retry.getMultiplier() >= 1)) {
      violations.refuse("join.retry.multiplier", retry.getMultiplier(), "must be at least 1");
    }
    if (retry.getMaxDelay().compareTo(retry.getDelay()) < 0) {
      violations.refuse(
          "join.retry.max-delay",
          Durations.text(retry.getMaxDelay()),
          "must not be below memberlist.join.retry.delay, which is "
              + Durations.text(retry.getDelay()));
    }
    violations.notNegative("join.retry.jitter", retry.getJitter());
    var retries = retry.getMaxRetries();
    if (retries != null && retries < 0) {
      violations.refuse("join.retry.max-retries", retries, "must be at least 0");
    }
  }
}
