package io.memberlist.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Properties become the configuration of the node; nothing is started here. */
class PropertiesTest {

  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(MemberlistAutoConfiguration.class))
          .withPropertyValues("memberlist.auto-startup=false");

  /** A value for every setting, none of them a default: as property, and as the core prints it. */
  private static Map<String, String[]> samples() {
    var samples = new LinkedHashMap<String, String[]>();
    samples.put("name", new String[] {"n-1", "n-1"});
    samples.put("label", new String[] {"prod", "prod"});
    samples.put("skipInboundLabelCheck", new String[] {"true", "true"});
    samples.put("bindAddr", new String[] {"127.0.0.1", "127.0.0.1"});
    samples.put("bindPort", new String[] {"7000", "7000"});
    samples.put("advertiseAddr", new String[] {"10.1.2.3", "10.1.2.3"});
    samples.put("advertisePort", new String[] {"7001", "7001"});
    samples.put("protocolVersion", new String[] {"5", "5"});
    samples.put("tcpTimeout", new String[] {"7s", "7s"});
    samples.put("indirectChecks", new String[] {"9", "9"});
    samples.put("retransmitMult", new String[] {"8", "8"});
    samples.put("suspicionMult", new String[] {"7", "7"});
    samples.put("suspicionMaxTimeoutMult", new String[] {"5", "5"});
    samples.put("pushPullInterval", new String[] {"11s", "11s"});
    samples.put("probeInterval", new String[] {"3s", "3s"});
    samples.put("probeTimeout", new String[] {"2s", "2s"});
    samples.put("disableTcpPings", new String[] {"true", "true"});
    samples.put("awarenessMaxMultiplier", new String[] {"6", "6"});
    samples.put("gossipInterval", new String[] {"333ms", "333ms"});
    samples.put("gossipNodes", new String[] {"5", "5"});
    samples.put("gossipToTheDeadTime", new String[] {"22s", "22s"});
    samples.put("gossipVerifyIncoming", new String[] {"false", "false"});
    samples.put("gossipVerifyOutgoing", new String[] {"false", "false"});
    samples.put("enableCompression", new String[] {"false", "false"});
    samples.put("secretKey", new String[] {KEY, "(1 key)"});
    samples.put("delegateProtocolVersion", new String[] {"4", "4"});
    samples.put("delegateProtocolMin", new String[] {"2", "2"});
    samples.put("delegateProtocolMax", new String[] {"5", "5"});
    samples.put("dnsConfigPath", new String[] {"/etc/other.conf", "/etc/other.conf"});
    samples.put("handoffQueueDepth", new String[] {"77", "77"});
    samples.put("udpBufferSize", new String[] {"2KB", "2048"});
    samples.put("deadNodeReclaimTime", new String[] {"44s", "44s"});
    samples.put("requireNodeNames", new String[] {"true", "true"});
    samples.put("cidrsAllowed", new String[] {"10.0.0.0/8,fd00::/8", "10.0.0.0/8;fd00::/8"});
    samples.put("queueCheckInterval", new String[] {"12s", "12s"});
    samples.put("rejoin.enabled", new String[] {"false", "false"});
    samples.put("rejoin.interval", new String[] {"9s", "9s"});
    samples.put("rejoin.forgetAfter", new String[] {"2h", "2h"});
    samples.put("join.resync", new String[] {"false", "false"});
    samples.put("detection.crashEvidence", new String[] {"false", "false"});
    samples.put("detection.livingAccusers", new String[] {"false", "false"});
    samples.put("limits.streams", new String[] {"99", "99"});
    samples.put("interop.mappedAddress", new String[] {"true", "true"});
    return samples;
  }

  @Test
  void s_10_everySettingOfTheCoreHasThePropertyOfTheSameName() {
    var properties = new ArrayList<String>();
    var expected = new LinkedHashMap<String, String>();
    samples()
        .forEach(
            (setting, value) -> {
              properties.add(PropertyNames.of(setting) + "=" + value[0]);
              expected.put(setting, value[1]);
            });
    properties.add("memberlist.metric-labels.region=eu");
    expected.put("metricLabels", "region=eu");
    assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(Config.settings());

    runner
        .withPropertyValues(properties.toArray(String[]::new))
        .run(
            context -> {
              var actual = settings(context.getBean(Config.class));
              assertThat(actual).containsAllEntriesOf(expected);
              var defaults = settings(Config.lan().name("default").withImprovements().build());
              expected.forEach(
                  (setting, value) ->
                      assertThat(defaults).as(setting).doesNotContainEntry(setting, value));
            });
  }

  @ParameterizedTest
  @CsvSource({"lan", "wan", "local", "LAN", "Wan"})
  void s_11_whatIsNotSetIsThePresets(String preset) {
    var base =
        switch (preset.toLowerCase(java.util.Locale.ROOT)) {
          case "lan" -> Config.lan();
          case "wan" -> Config.wan();
          default -> Config.local();
        };
    var expected =
        settings(
            base.name("n").withImprovements().deadNodeReclaimTime(Duration.ofSeconds(10)).build());

    runner
        .withPropertyValues("memberlist.preset=" + preset, "memberlist.name=n")
        .run(
            context ->
                assertThat(settings(context.getBean(Config.class)))
                    .containsExactlyInAnyOrderEntriesOf(expected));
  }

  @Test
  void s_11_anExplicitValueWinsOverEveryPresetEvenIfItIsAnothersDefault() {
    runner
        .withPropertyValues("memberlist.preset=wan", "memberlist.suspicion-mult=4")
        .run(
            context -> {
              var config = context.getBean(Config.class);
              assertThat(config.suspicionMult()).isEqualTo(4);
              assertThat(config.gossipNodes()).isEqualTo(4);
            });
  }

  @Test
  void s_10_namesAreRelaxedAsEverywhereInBoot() {
    runner
        .withSystemProperties("memberlist.bindPort=7123")
        .withPropertyValues("memberlist.SUSPICION_MULT=9")
        .run(
            context -> {
              var config = context.getBean(Config.class);
              assertThat(config.bindPort()).isEqualTo(7123);
              assertThat(config.suspicionMult()).isEqualTo(9);
            });
  }

  @ParameterizedTest
  @CsvSource({"250ms,250", "1s,1000", "PT1.5S,1500", "300,300"})
  void s_13_aPlainNumberOfADurationMeansMilliseconds(String text, long millis) {
    runner
        .withPropertyValues("memberlist.gossip-interval=" + text)
        .run(
            context ->
                assertThat(context.getBean(Config.class).gossipInterval())
                    .isEqualTo(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource({"1300B,1300", "2KB,2048", "1500,1500"})
  void s_13_aPlainNumberOfASizeMeansBytes(String text, int bytes) {
    runner
        .withPropertyValues("memberlist.udp-buffer-size=" + text)
        .run(context -> assertThat(context.getBean(Config.class).udpBufferSize()).isEqualTo(bytes));
  }

  @Test
  void s_12_keysAreTextsThatNoTextOfTheContextRepeats() {
    runner
        .withPropertyValues("memberlist.secret-key=" + KEY, "memberlist.encryption.keys=" + KEY)
        .run(
            context -> {
              var properties = context.getBean(MemberlistProperties.class);
              assertThat(properties.getSecretKey()).isEqualTo(KEY);
              assertThat(properties.toString()).doesNotContain(KEY);
              assertThat(properties.getEncryption().toString()).doesNotContain(KEY);
              assertThat(context.getBean(MemberlistConnectionDetails.class).toString())
                  .doesNotContain(KEY);
              assertThat(context.getBean(Config.class).toString()).doesNotContain(KEY);
            });
  }

  static Map<String, String> settings(Config config) {
    var text = config.toString();
    var settings = new LinkedHashMap<String, String>();
    Arrays.stream(text.substring("Config[".length(), text.length() - 1).split(", "))
        .map(entry -> entry.split("=", 2))
        .forEach(entry -> settings.put(entry[0], entry[1]));
    return settings;
  }
}
