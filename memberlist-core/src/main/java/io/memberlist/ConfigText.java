package io.memberlist;

import io.memberlist.ConfigException.Violation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings by name and as text. */
final class ConfigText {

  private static final Pattern DURATION_PART =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|ms|s|m|h|d)");

  private static final Map<String, Setting> SETTINGS = new LinkedHashMap<>();

  private record Setting(
      String name, Function<ConfigValues, String> get, BiConsumer<Config.Builder, String> set) {}

  static {
    text("name", v -> v.name, Config.Builder::name);
    text("label", v -> v.label, Config.Builder::label);
    flag(
        "skipInboundLabelCheck",
        v -> v.skipInboundLabelCheck,
        Config.Builder::skipInboundLabelCheck);
    text("bindAddr", v -> v.bindAddr, Config.Builder::bindAddr);
    number("bindPort", v -> v.bindPort, Config.Builder::bindPort);
    text(
        "advertiseAddr",
        v -> v.advertiseAddr == null ? "" : v.advertiseAddr,
        (b, t) -> b.advertiseAddr(t.isEmpty() ? null : t));
    number("advertisePort", v -> v.advertisePort, Config.Builder::advertisePort);
    number("protocolVersion", v -> v.protocolVersion, Config.Builder::protocolVersion);
    duration("tcpTimeout", v -> v.tcpTimeout, Config.Builder::tcpTimeout);
    number("indirectChecks", v -> v.indirectChecks, Config.Builder::indirectChecks);
    number("retransmitMult", v -> v.retransmitMult, Config.Builder::retransmitMult);
    number("suspicionMult", v -> v.suspicionMult, Config.Builder::suspicionMult);
    number(
        "suspicionMaxTimeoutMult",
        v -> v.suspicionMaxTimeoutMult,
        Config.Builder::suspicionMaxTimeoutMult);
    duration("pushPullInterval", v -> v.pushPullInterval, Config.Builder::pushPullInterval);
    duration("probeInterval", v -> v.probeInterval, Config.Builder::probeInterval);
    duration("probeTimeout", v -> v.probeTimeout, Config.Builder::probeTimeout);
    flag("disableTcpPings", v -> v.disableTcpPings, Config.Builder::disableTcpPings);
    number(
        "awarenessMaxMultiplier",
        v -> v.awarenessMaxMultiplier,
        Config.Builder::awarenessMaxMultiplier);
    duration("gossipInterval", v -> v.gossipInterval, Config.Builder::gossipInterval);
    number("gossipNodes", v -> v.gossipNodes, Config.Builder::gossipNodes);
    duration(
        "gossipToTheDeadTime", v -> v.gossipToTheDeadTime, Config.Builder::gossipToTheDeadTime);
    flag("gossipVerifyIncoming", v -> v.gossipVerifyIncoming, Config.Builder::gossipVerifyIncoming);
    flag("gossipVerifyOutgoing", v -> v.gossipVerifyOutgoing, Config.Builder::gossipVerifyOutgoing);
    flag("enableCompression", v -> v.enableCompression, Config.Builder::enableCompression);
    text("secretKey", ConfigText::countKeys, (b, t) -> b.secretKey(key(t)));
    number(
        "delegateProtocolVersion",
        v -> v.delegateProtocolVersion,
        Config.Builder::delegateProtocolVersion);
    number("delegateProtocolMin", v -> v.delegateProtocolMin, Config.Builder::delegateProtocolMin);
    number("delegateProtocolMax", v -> v.delegateProtocolMax, Config.Builder::delegateProtocolMax);
    text("dnsConfigPath", v -> v.dnsConfigPath, Config.Builder::dnsConfigPath);
    number("handoffQueueDepth", v -> v.handoffQueueDepth, Config.Builder::handoffQueueDepth);
    number("udpBufferSize", v -> v.udpBufferSize, Config.Builder::udpBufferSize);
    duration(
        "deadNodeReclaimTime", v -> v.deadNodeReclaimTime, Config.Builder::deadNodeReclaimTime);
    flag("requireNodeNames", v -> v.requireNodeNames, Config.Builder::requireNodeNames);
    text("cidrsAllowed", v -> String.join(";", v.cidrsAllowed), (b, t) -> b.cidrsAllowed(list(t)));
    text("metricLabels", ConfigText::labels, (b, t) -> b.metricLabels(labels(t)));
    duration("queueCheckInterval", v -> v.queueCheckInterval, Config.Builder::queueCheckInterval);
    flag("rejoin.enabled", v -> v.rejoin.enabled(), (b, x) -> b.rejoin(r -> r.withEnabled(x)));
    duration(
        "rejoin.interval", v -> v.rejoin.interval(), (b, x) -> b.rejoin(r -> r.withInterval(x)));
    duration(
        "rejoin.forgetAfter",
        v -> v.rejoin.forgetAfter(),
        (b, x) -> b.rejoin(r -> r.withForgetAfter(x)));
    flag("join.resync", v -> v.join.resync(), (b, x) -> b.join(j -> j.withResync(x)));
    flag(
        "detection.crashEvidence",
        v -> v.detection.crashEvidence(),
        (b, x) -> b.detection(d -> d.withCrashEvidence(x)));
    flag(
        "detection.livingAccusers",
        v -> v.detection.livingAccusers(),
        (b, x) -> b.detection(d -> d.withLivingAccusers(x)));
    number("limits.streams", v -> v.limits.streams(), (b, x) -> b.limits(l -> l.withStreams(x)));
    flag(
        "interop.mappedAddress",
        v -> v.interop.mappedAddress(),
        (b, x) -> b.interop(i -> i.withMappedAddress(x)));
  }

  private ConfigText() {}

  static List<String> names() {
    return SETTINGS.values().stream().map(Setting::name).toList();
  }

  /** Sets one; what cannot be read is returned and changes nothing. Keys are not repeated in it. */
  static Optional<Violation> set(Config.Builder builder, String name, String value) {
    var setting = SETTINGS.get(folded(name));
    if (setting == null) {
      return Optional.of(new Violation(name, value, "there is no such setting"));
    }
    try {
      setting.set.accept(builder, value.trim());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      var shown = setting.name.equals("secretKey") ? "(hidden)" : value;
      return Optional.of(new Violation(setting.name, shown, String.valueOf(e.getMessage())));
    }
  }

  static String describe(ConfigValues values) {
    return SETTINGS.values().stream()
        .map(s -> s.name + "=" + s.get.apply(values))
        .collect(Collectors.joining(", ", "Config[", "]"));
  }

  /**
   * {@code 200ms}, {@code 1s}, {@code 2m}, {@code 1h30m}; the inverse of {@link #duration(String)}.
   */
  static String text(Duration value) {
    if (value.isZero()) {
      return "0s";
    }
    if (value.isNegative()) {
      return "-" + text(value.negated());
    }
    var text = new StringBuilder();
    append(text, value.toHours(), "h");
    append(text, value.toMinutesPart(), "m");
    append(text, value.toSecondsPart(), "s");
    append(text, value.toNanosPart() / 1_000_000, "ms");
    append(text, value.toNanosPart() % 1_000_000, "ns");
    return text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }

  static Duration duration(String text) {
    boolean negative = text.startsWith("-");
    var rest = negative ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    var sum = Duration.ZERO;
    var part = DURATION_PART.matcher(rest);
    int end = 0;
    while (end < rest.length() && part.find() && part.start() == end) {
      sum = sum.plus(amount(part.group(1), part.group(2)));
      end = part.end();
    }
    if (end == 0 || end < rest.length()) {
      throw new IllegalArgumentException("must be a duration such as 200ms, 1s or 2m");
    }
    return negative ? sum.negated() : sum;
  }

  private static Duration amount(String number, String unit) {
    long unitNanos =
        switch (unit) {
          case "ns" -> 1;
          case "us" -> 1_000;
          case "ms" -> 1_000_000;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> 86_400_000_000_000L;
        };
    try {
      return Duration.ofNanos(
          new java.math.BigDecimal(number)
              .multiply(java.math.BigDecimal.valueOf(unitNanos))
              .setScale(0, java.math.RoundingMode.DOWN)
              .longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("is too long", e);
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number", e);
    }
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  private static byte[] key(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must be base64"); // without the cause, whose text quotes the key
    }
  }

  private static String countKeys(ConfigValues values) {
    int keys = values.keyring == null ? 0 : values.keyring.size();
    return "(" + keys + (keys == 1 ? " key)" : " keys)");
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(";")).map(String::trim).filter(s -> !s.isEmpty()).toList();
  }

  private static String labels(ConfigValues values) {
    return values.metricLabels.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(";"));
  }

  private static Map<String, String> labels(String text) {
    var labels = new LinkedHashMap<String, String>();
    for (var label : list(text)) {
      int sign = label.indexOf('=');
      if (sign < 1) {
        throw new IllegalArgumentException("must be labels such as a=b;c=d");
      }
      labels.put(label.substring(0, sign).trim(), label.substring(sign + 1).trim());
    }
    return labels;
  }

  private static String folded(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static void text(
      String name, Function<ConfigValues, String> get, BiConsumer<Config.Builder, String> set) {
    SETTINGS.put(folded(name), new Setting(name, get, set));
  }

  private static void number(
      String name, Function<ConfigValues, Integer> get, BiConsumer<Config.Builder, Integer> set) {
    text(name, v -> String.valueOf(get.apply(v)), (b, t) -> set.accept(b, number(t)));
  }

  private static void flag(
      String name, Function<ConfigValues, Boolean> get, BiConsumer<Config.Builder, Boolean> set) {
    text(name, v -> String.valueOf(get.apply(v)), (b, t) -> set.accept(b, flag(t)));
  }

  private static void duration(
      String name, Function<ConfigValues, Duration> get, BiConsumer<Config.Builder, Duration> set) {
    text(name, v -> text(get.apply(v)), (b, t) -> set.accept(b, duration(t)));
  }
}
