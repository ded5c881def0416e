package io.memberlist.spring.autoconfigure;

import io.memberlist.Config;
import io.memberlist.ConfigException.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the starter demands of its properties beyond what the core checks. */
final class PropertyChecks {

  private static final int LONGEST_NAME = 128;

  private final List<Violation> violations = new ArrayList<>();

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
    checks.atLeast("rejoin.interval", properties.getRejoin().getInterval(), Duration.ofSeconds(1));
    checks.notNegative("leave.timeout", properties.getLeave().getTimeout());
    checks.notNegative("leave.propagation-delay", properties.getLeave().getPropagationDelay());
    checks.atLeast("events.warn-queue-size", properties.getEvents().getWarnQueueSize(), 1);
    checks.atLeast("health.min-members", properties.getHealth().getMinMembers(), 1);
    checks.notNegative("health.settle-time", properties.getHealth().getSettleTime());
    return checks.violations;
  }

  private void identity(MemberlistProperties properties) {
    if (properties.getName() != null) {
      name(properties.getName());
    }
    var port = properties.getAdvertisePort();
    if (port != null && (port < 1 || port > 65_535)) {
      refuse("advertise-port", port, "must be within 1..65535");
    }
  }

  private void keyringFile(MemberlistProperties properties) {
    var file = properties.getEncryption().getKeyringFile();
    var secret = properties.getSecretKey();
    boolean others =
        secret != null && !secret.isEmpty() || !properties.getEncryption().getKeys().isEmpty();
    if (file != null && others) {
      refuse(
          "encryption.keyring-file",
          file.getDescription(),
          "excludes memberlist.secret-key and memberlist.encryption.keys");
    }
  }

  private void name(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (name.isBlank()) {
      refuse("name", "'" + name + "'", "must not be blank");
    } else if (name.codePoints().anyMatch(Character::isISOControl)) {
      refuse("name", "(hidden)", "must not contain control characters");
    } else if (bytes > LONGEST_NAME) {
      refuse(
          "name",
          name,
          "is too long: " + bytes + " bytes, at most " + LONGEST_NAME + " are possible");
    }
  }

  private void probe(Config config) {
    if (!config.probeInterval().isZero()
        && config.probeTimeout().compareTo(config.probeInterval()) >= 0) {
      refuse(
          "probe-timeout",
          Durations.text(config.probeTimeout()),
          "must be below memberlist.probe-interval, which is "
              + Durations.text(config.probeInterval()));
    }
  }

  private void join(MemberlistProperties.Join join) {
    positive("join.timeout", join.getTimeout());
    atLeast("join.min-seeds", join.getMinSeeds(), 0);
    var retry = join.getRetry();
    positive("join.retry.delay", retry.getDelay());
    if (!(retry.getMultiplier() >= 1)) {
      refuse("join.retry.multiplier", retry.getMultiplier(), "must be at least 1");
    }
    if (retry.getMaxDelay().compareTo(retry.getDelay()) < 0) {
      refuse(
          "join.retry.max-delay",
          Durations.text(retry.getMaxDelay()),
          "must not be below memberlist.join.retry.delay, which is "
              + Durations.text(retry.getDelay()));
    }
    notNegative("join.retry.jitter", retry.getJitter());
    var retries = retry.getMaxRetries();
    if (retries != null && retries < 0) {
      refuse("join.retry.max-retries", retries, "must be at least 0");
    }
  }

  private void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      refuse(name, Durations.text(value), "must be more than 0");
    }
  }

  private void notNegative(String name, Duration value) {
    if (value.isNegative()) {
      refuse(name, Durations.text(value), "must not be negative");
    }
  }

  private void atLeast(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      refuse(name, Durations.text(value), "must be at least " + Durations.text(least));
    }
  }

  private void atLeast(String name, int value, int least) {
    if (value < least) {
      refuse(name, value, "must be at least " + least);
    }
  }

  private void refuse(String name, Object value, String reason) {
    violations.add(new Violation("memberlist." + name, value.toString(), reason));
  }
}
