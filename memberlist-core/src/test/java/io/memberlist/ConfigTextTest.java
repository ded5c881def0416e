package io.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.ConfigException.Violation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"ProbeInterval", "probe-interval", "PROBEINTERVAL", "probeInterval"})
  void namesIgnoreCaseAndHyphens(String name) {
    assertThat(Config.lan().set(name, "3s").build().probeInterval())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void groupsTakeADot() {
    var config =
        Config.lan()
            .set("rejoin.enabled", "true")
            .set("rejoin.interval", "2m")
            .set("rejoin.forget-after", "1h30m")
            .set("join.resync", "TRUE")
            .set("detection.crash-evidence", "true")
            .set("detection.livingAccusers", "true")
            .set("limits.streams", "7")
            .set("interop.mapped-address", "true")
            .build();

    assertThat(config.rejoin())
        .isEqualTo(new RejoinOptions(true, Duration.ofMinutes(2), Duration.ofMinutes(90)));
    assertThat(config.join().resync()).isTrue();
    assertThat(config.detection()).isEqualTo(new DetectionOptions(true, true));
    assertThat(config.limits().streams()).isEqualTo(7);
    assertThat(config.interop().mappedAddress()).isTrue();
  }

  @Test
  void listsAndLabels() {
    var config =
        Config.lan()
            .set("CIDRsAllowed", "10.0.0.0/8; fd00::/8")
            .set("metricLabels", "zone=a; rack = 7 ")
            .build();

    assertThat(config.cidrsAllowed()).containsExactly("10.0.0.0/8", "fd00::/8");
    assertThat(config.metricLabels())
        .containsExactly(Map.entry("zone", "a"), Map.entry("rack", "7"));
    assertThat(config.toBuilder().set("cidrsAllowed", "").build().cidrsAllowed()).isEmpty();
  }

  @Test
  void emptyAdvertiseAddressMeansNone() {
    var config = Config.lan().set("advertiseAddr", "10.0.0.7").build();

    assertThat(config.advertiseAddr()).isEqualTo("10.0.0.7");
    assertThat(config.toBuilder().set("advertiseAddr", "").build().advertiseAddr()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "200ms, PT0.2S",
    "1s, PT1S",
    "2m, PT2M",
    "1h30m, PT1H30M",
    "1.5s, PT1.5S",
    "0, PT0S",
    "0s, PT0S",
    "250us, PT0.00025S",
    "17ns, PT0.000000017S",
    "3d, PT72H",
    "-5s, PT-5S",
    "1s500ms, PT1.5S"
  })
  void durationsAreReadAndWritten(String text, Duration expected) {
    assertThat(ConfigText.duration(text)).isEqualTo(expected);
    assertThat(ConfigText.duration(ConfigText.text(expected))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "1 s", "1s ", "1x", "1s2", "PT1S", "--1s", "1.s", "99999999999d"})
  void otherDurationsAreRefused(String text) {
    assertThatThrownBy(() -> ConfigText.duration(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBeReadIsReportedWithTheRest() {
    var builder =
        Config.lan()
            .set("probeInterval", "soon")
            .set("bind-port", "many")
            .set("disableTcpPings", "maybe")
            .set("metricLabels", "=x")
            .set("no-such", "1");

    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.violations())
                    .containsExactly(
                        new Violation(
                            "probeInterval", "soon", "must be a duration such as 200ms, 1s or 2m"),
                        new Violation("bindPort", "many", "must be a whole number"),
                        new Violation("disableTcpPings", "maybe", "must be true or false"),
                        new Violation("metricLabels", "=x", "must be labels such as a=b;c=d"),
                        new Violation("no-such", "1", "there is no such setting")));
  }

  @Test
  void badKeyIsNotRepeated() {
    assertThatThrownBy(() -> Config.lan().set("secretKey", "not base64!").build())
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.violations())
                    .containsExactly(new Violation("secretKey", "(hidden)", "must be base64")))
        .hasMessageNotContaining("not base64!")
        .hasNoCause();
    assertThat(Config.lan().set("secret-key", "MDEyMzQ1Njc4OWFiY2RlZg==").build().keyring().size())
        .isEqualTo(1);
  }

  @Test
  void everySettingThatATextCanExpressIsThere() {
    var beyondText =
        List.of(
            "transportFactory",
            "disableTcpPingsForNode",
            "keyring",
            "delegate",
            "events",
            "conflict",
            "merge",
            "ping",
            "alive",
            "rejoinSeeds",
            "streamThreads",
            "metricsListener",
            "rejoin",
            "join",
            "detection",
            "limits",
            "interop");
    var accessors =
        Arrays.stream(Config.class.getDeclaredMethods())
            .filter(m -> !Modifier.isStatic(m.getModifiers()) && !m.isSynthetic())
            .map(Method::getName)
            .filter(
                name ->
                    !name.equals("toBuilder")
                        && !name.equals("toString")
                        && !beyondText.contains(name))
            .toList();

    var flat =
        Config.settings().stream()
            .filter(name -> name.indexOf('.') < 0 && !name.equals("secretKey"))
            .toList();

    assertThat(flat).containsExactlyInAnyOrderElementsOf(accessors);
    assertThat(Config.settings())
        .contains(
            "rejoin.enabled",
            "rejoin.interval",
            "rejoin.forgetAfter",
            "join.resync",
            "detection.crashEvidence",
            "detection.livingAccusers",
            "limits.streams",
            "interop.mappedAddress");
  }

  @Test
  void everySettingTakesWhatItShows() {
    var shown =
        Config.wan()
            .name("n")
            .label("l")
            .advertiseAddr("10.1.1.1")
            .cidrsAllowed(List.of("10.0.0.0/8"))
            .metricLabels(Map.of("a", "b"))
            .withImprovements()
            .build()
            .toString();
    var builder = Config.lan();

    for (var pair : shown.substring("Config[".length(), shown.length() - 1).split(", ", -1)) {
      int sign = pair.indexOf('=');
      if (!pair.startsWith("secretKey")) {
        builder.set(pair.substring(0, sign), pair.substring(sign + 1));
      }
    }

    assertThat(builder.build()).hasToString(shown);
  }
}
