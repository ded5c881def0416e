package io.memberlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberlist.ConfigException.Violation;
import io.memberlist.internal.net.AllowList;
import io.memberlist.internal.net.IpAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a configuration must hold to work at all (§13.2). */
final class ConfigChecks {

  /** Nanoseconds of twice as much still fit into a {@code long}. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final List<Violation> violations = new ArrayList<>();

  private ConfigChecks() {}

  /** All that is wrong, in the order of the settings; keys are checked elsewhere. */
  static List<Violation> check(ConfigValues v) {
    var checks = new ConfigChecks();
    checks.identity(v);
    checks.addresses(v);
    checks.failureDetection(v);
    checks.exchange(v);
    checks.delegateVersions(v);
    checks.limits(v);
    return checks.violations;
  }

  /** DEF-12: a warning only. */
  static boolean probeTimeoutTooLong(ConfigValues v) {
    return v.probeInterval.compareTo(Duration.ZERO) > 0
        && v.probeTimeout.compareTo(v.probeInterval) >= 0;
  }

  private void identity(ConfigValues v) {
    int nameBytes = v.name.getBytes(UTF_8).length;
    if (nameBytes == 0) {
      refuse("name", v.name, "must not be empty");
    } else if (nameBytes > 255) {
      refuse("name", v.name, "is too long: " + nameBytes + " bytes, at most 255 are possible");
    }
    int labelBytes = v.label.getBytes(UTF_8).length;
    if (labelBytes > 255) {
      refuse("label", v.label, "is too long: " + labelBytes + " bytes, at most 255 are possible");
    }
    encodable("name", v.name);
    encodable("label", v.label);
    range("protocolVersion", v.protocolVersion, 1, 5);
  }

  /** Half a surrogate pair would arrive as another text than the one sent. */
  private void encodable(String field, String text) {
    if (!UTF_8.newEncoder().canEncode(text)) {
      refuse(field, text, "has characters that UTF-8 cannot express");
    }
  }

  private void addresses(ConfigValues v) {
    if (!IpAddress.isLiteral(v.bindAddr)) {
      refuse(
          "bindAddr",
          v.bindAddr,
          "must be an IP address; 0.0.0.0 stands for all addresses of this machine");
    }
    range("bindPort", v.bindPort, 0, 65_535);
    if (v.advertiseAddr != null) {
      advertised(v.advertiseAddr);
    }
    range("advertisePort", v.advertisePort, 0, 65_535);
    try {
      var ignored = Path.of(v.dnsConfigPath);
    } catch (InvalidPathException e) {
      refuse("dnsConfigPath", v.dnsConfigPath, "is not the path of a file: " + e.getReason());
    }
    try {
      AllowList.of(v.cidrsAllowed);
    } catch (IllegalArgumentException e) {
      refuse("cidrsAllowed", String.join(";", v.cidrsAllowed), String.valueOf(e.getMessage()));
    }
  }

  private void advertised(String text) {
    var ip = IpAddress.parse(text);
    if (ip == null) {
      refuse("advertiseAddr", text, "must be an IP address");
    } else if (IpAddress.isUnspecified(ip)) {
      refuse("advertiseAddr", text, "must be an address that others can reach");
    }
  }

  private void failureDetection(ConfigValues v) {
    positive("tcpTimeout", v.tcpTimeout);
    atLeast("indirectChecks", v.indirectChecks, 0);
    atLeast("retransmitMult", v.retransmitMult, 1);
    atLeast("suspicionMult", v.suspicionMult, 1);
    atLeast("suspicionMaxTimeoutMult", v.suspicionMaxTimeoutMult, 1);
    notNegative("probeInterval", v.probeInterval);
    positive("probeTimeout", v.probeTimeout);
    atLeast("awarenessMaxMultiplier", v.awarenessMaxMultiplier, 1);
  }

  private void exchange(ConfigValues v) {
    notNegative("pushPullInterval", v.pushPullInterval);
    notNegative("gossipInterval", v.gossipInterval);
    atLeast("gossipNodes", v.gossipNodes, 0);
    notNegative("gossipToTheDeadTime", v.gossipToTheDeadTime);
    notNegative("deadNodeReclaimTime", v.deadNodeReclaimTime);
    positive("rejoin.interval", v.rejoin.interval());
    notNegative("rejoin.forgetAfter", v.rejoin.forgetAfter());
  }

  private void delegateVersions(ConfigValues v) {
    range("delegateProtocolVersion", v.delegateProtocolVersion, 0, 255);
    range("delegateProtocolMin", v.delegateProtocolMin, 0, 255);
    range("delegateProtocolMax", v.delegateProtocolMax, 0, 255);
    if (v.delegateProtocolVersion < v.delegateProtocolMin
        || v.delegateProtocolVersion > v.delegateProtocolMax) {
      refuse(
          "delegateProtocolVersion",
          v.delegateProtocolVersion,
          "must be within delegateProtocolMin..delegateProtocolMax, which is "
              + v.delegateProtocolMin
              + ".."
              + v.delegateProtocolMax);
    }
  }

  private void limits(ConfigValues v) {
    atLeast("handoffQueueDepth", v.handoffQueueDepth, 1);
    range("udpBufferSize", v.udpBufferSize, 512, 65_507);
    positive("queueCheckInterval", v.queueCheckInterval);
    atLeast("limits.streams", v.limits.streams(), 1);
  }

  private void range(String field, int value, int min, int max) {
    if (value < min || value > max) {
      refuse(field, value, "must be within " + min + ".." + max);
    }
  }

  private void atLeast(String field, int value, int min) {
    if (value < min) {
      refuse(field, value, "must be at least " + min);
    }
  }

  private void positive(String field, Duration value) {
    if (value.isZero()) {
      refuse(field, ConfigText.text(value), "must be more than 0");
    } else {
      notNegative(field, value);
    }
  }

  private void notNegative(String field, Duration value) {
    if (value.isNegative()) {
      refuse(field, ConfigText.text(value), "must not be negative");
    } else if (value.compareTo(LONGEST) > 0) {
      refuse(field, ConfigText.text(value), "must be at most " + LONGEST.toDays() + " days");
    }
  }

  private void refuse(String field, Object value, String reason) {
    violations.add(new Violation(field, String.valueOf(value), reason));
  }
}
