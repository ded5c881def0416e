package io.memberlist;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.memberlist.ConfigException.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ConfigTest {

  @Test
  void cfg_01_lanSpeaksVersionTwo() {
    assertThat(Config.lan().build().protocolVersion()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5})
  void cfg_02_knownVersionsAreAccepted(int version) {
    assertThat(Config.lan().protocolVersion(version).build().protocolVersion()).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6, -1})
  void cfg_02_otherVersionsAreRefused(int version) {
    assertRefused(
        b -> b.protocolVersion(version),
        new Violation("protocolVersion", String.valueOf(version), "must be within 1..5"));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void cfg_03_keysOfThreeLengthsAreAccepted(int length) {
    var key = key('k', length);

    var config = Config.lan().secretKey(key).build();

    assertThat(config.keyring().keys()).containsExactly(key);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 38, 15, 33})
  void cfg_03_keysOfOtherLengthsAreRefused(int length) {
    assertThatThrownBy(() -> Config.lan().secretKey(key('k', length)).build())
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(String.valueOf(length))
        .hasMessageNotContaining("kkk");
  }

  @Test
  void cfg_04_emptyKeyMeansNoEncryption() {
    assertThat(Config.lan().secretKey(new byte[0]).build().keyring()).isNull();
  }

  @Test
  void cfg_05_keyringAloneIsEnough() {
    var ring = Keyring.of(List.of(), key('a', 16));

    assertThat(Config.lan().keyring(ring).build().keyring()).isSameAs(ring);
    assertThat(ring.size()).isEqualTo(1);
  }

  @Test
  void cfg_06_secretKeyBecomesPrimaryOfTheCallersKeyring() {
    var ring = Keyring.of(List.of(), key('a', 16));

    Config.lan().keyring(ring).secretKey(key('b', 16)).build();

    assertThat(ring.keys()).containsExactly(key('b', 16), key('a', 16));
  }

  @Test
  void cfg_06_laterCopiesLeaveTheKeyringAlone() {
    var config = Config.lan().secretKey(key('a', 16)).build();
    config.keyring().add(key('b', 16));
    config.keyring().use(key('b', 16));

    var copy = config.toBuilder().bindPort(0).build();

    assertThat(copy.keyring()).isSameAs(config.keyring());
    assertThat(copy.keyring().keys()).containsExactly(key('b', 16), key('a', 16));
  }

  @Test
  void builderMakesARingOfItsOwnForEachConfiguration() {
    var builder = Config.lan().secretKey(key('a', 16));

    assertThat(builder.build().keyring()).isNotSameAs(builder.build().keyring());
  }

  @Test
  void keysAreCopied() {
    var key = key('a', 16);
    var builder = Config.lan().secretKey(key);

    Arrays.fill(key, (byte) 'z');

    assertThat(builder.build().keyring().keys()).containsExactly(key('a', 16));
  }

  @Test
  void lanPreset() {
    var lan = Config.lan().build();

    assertThat(lan.name()).isNotEmpty();
    assertThat(lan.bindAddr()).isEqualTo("0.0.0.0");
    assertThat(lan.bindPort()).isEqualTo(7946);
    assertThat(lan.advertiseAddr()).isNull();
    assertThat(lan.advertisePort()).isZero();
    assertTimes(
        lan,
        ofSeconds(10),
        ofSeconds(30),
        ofSeconds(1),
        ofMillis(500),
        ofMillis(200),
        ofSeconds(30));
    assertCounts(lan, 3, 4, 4, 3);
    assertCommon(lan);
  }

  @Test
  void wanPreset() {
    var wan = Config.wan().build();

    assertTimes(
        wan,
        ofSeconds(30),
        Duration.ofMinutes(1),
        ofSeconds(5),
        ofSeconds(3),
        ofMillis(500),
        Duration.ofMinutes(1));
    assertCounts(wan, 3, 4, 6, 4);
    assertCommon(wan);
  }

  @Test
  void localPreset() {
    var local = Config.local().build();

    assertTimes(
        local,
        ofSeconds(1),
        ofSeconds(15),
        ofSeconds(1),
        ofMillis(200),
        ofMillis(100),
        ofSeconds(15));
    assertCounts(local, 1, 2, 3, 3);
    assertCommon(local);
  }

  private static void assertTimes(
      Config c,
      Duration tcp,
      Duration pushPull,
      Duration probe,
      Duration timeout,
      Duration gossip,
      Duration dead) {
    assertThat(
            List.of(
                c.tcpTimeout(),
                c.pushPullInterval(),
                c.probeInterval(),
                c.probeTimeout(),
                c.gossipInterval(),
                c.gossipToTheDeadTime()))
        .containsExactly(tcp, pushPull, probe, timeout, gossip, dead);
  }

  private static void assertCounts(
      Config c, int indirectChecks, int retransmit, int suspicion, int gossipNodes) {
    assertThat(List.of(c.indirectChecks(), c.retransmitMult(), c.suspicionMult(), c.gossipNodes()))
        .containsExactly(indirectChecks, retransmit, suspicion, gossipNodes);
  }

  private static void assertCommon(Config c) {
    assertThat(c.suspicionMaxTimeoutMult()).isEqualTo(6);
    assertThat(c.awarenessMaxMultiplier()).isEqualTo(8);
    assertThat(c.handoffQueueDepth()).isEqualTo(1024);
    assertThat(c.udpBufferSize()).isEqualTo(1400);
    assertThat(c.queueCheckInterval()).isEqualTo(ofSeconds(30));
    assertThat(c.deadNodeReclaimTime()).isEqualTo(Duration.ZERO);
    assertThat(c.dnsConfigPath()).isEqualTo("/etc/resolv.conf");
    assertThat(List.of(c.gossipVerifyIncoming(), c.gossipVerifyOutgoing(), c.enableCompression()))
        .containsOnly(true);
    assertThat(List.of(c.skipInboundLabelCheck(), c.disableTcpPings(), c.requireNodeNames()))
        .containsOnly(false);
    assertThat(
            List.of(c.delegateProtocolVersion(), c.delegateProtocolMin(), c.delegateProtocolMax()))
        .containsOnly(0);
    assertThat(c.rejoin()).isEqualTo(new RejoinOptions(false, ofSeconds(30), Duration.ofHours(72)));
    assertThat(c.join().resync()).isFalse();
    assertThat(c.detection()).isEqualTo(new DetectionOptions(false, false));
    assertThat(c.limits().streams()).isEqualTo(1024);
    assertThat(c.interop().mappedAddress()).isFalse();
  }

  @Test
  void lab_20_labelOf256BytesIsRefusedBeforeAnythingIsBound() {
    var label = "x".repeat(256);

    assertRefused(
        b -> b.label(label),
        new Violation("label", label, "is too long: 256 bytes, at most 255 are possible"));
    assertAccepted(b -> b.label("x".repeat(255)));
    assertThatThrownBy(() -> Config.lan().label("ä".repeat(128)).build())
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void def_34_namesFitIntoPackets() {
    assertLimits(b -> b.name("ä".repeat(127)), b -> b.name("ä".repeat(128)), "name");
  }

  @Test
  void everyLimitIsTold() {
    assertLimits(b -> b.name("x".repeat(255)), b -> b.name("x".repeat(256)), "name");
    assertLimits(b -> b.name("x"), b -> b.name(""), "name");
    assertLimits(b -> b.name("\ud83c\udf0d"), b -> b.name("\ud83c"), "name");
    assertLimits(b -> b.label("\ud83c\udf0d"), b -> b.label("\udf0d"), "label");
    assertLimits(b -> b.dnsConfigPath("x"), b -> b.dnsConfigPath("\0"), "dnsConfigPath");
    assertLimits(b -> b.bindAddr("::"), b -> b.bindAddr("localhost"), "bindAddr");
    assertLimits(b -> b.bindPort(65_535), b -> b.bindPort(65_536), "bindPort");
    assertLimits(b -> b.bindPort(0), b -> b.bindPort(-1), "bindPort");
    assertLimits(b -> b.advertiseAddr("fd00::1"), b -> b.advertiseAddr("host"), "advertiseAddr");
    assertLimits(b -> b.advertiseAddr(null), b -> b.advertiseAddr("0.0.0.0"), "advertiseAddr");
    assertLimits(b -> b.advertisePort(65_535), b -> b.advertisePort(65_536), "advertisePort");
    assertLimits(b -> b.indirectChecks(0), b -> b.indirectChecks(-1), "indirectChecks");
    assertLimits(b -> b.retransmitMult(1), b -> b.retransmitMult(0), "retransmitMult");
    assertLimits(b -> b.suspicionMult(1), b -> b.suspicionMult(0), "suspicionMult");
    assertLimits(
        b -> b.suspicionMaxTimeoutMult(1),
        b -> b.suspicionMaxTimeoutMult(0),
        "suspicionMaxTimeoutMult");
    assertLimits(
        b -> b.awarenessMaxMultiplier(1),
        b -> b.awarenessMaxMultiplier(0),
        "awarenessMaxMultiplier");
    assertLimits(b -> b.gossipNodes(0), b -> b.gossipNodes(-1), "gossipNodes");
    assertLimits(b -> b.handoffQueueDepth(1), b -> b.handoffQueueDepth(0), "handoffQueueDepth");
    assertLimits(b -> b.udpBufferSize(512), b -> b.udpBufferSize(511), "udpBufferSize");
    assertLimits(b -> b.udpBufferSize(65_507), b -> b.udpBufferSize(65_508), "udpBufferSize");
    assertLimits(
        b -> b.limits(l -> l.withStreams(1)),
        b -> b.limits(l -> l.withStreams(0)),
        "limits.streams");
    assertLimits(
        b -> b.cidrsAllowed(List.of("10.0.0.0/8")),
        b -> b.cidrsAllowed(List.of("10.0.0.0")),
        "cidrsAllowed");
  }

  @Test
  void durationsHaveLimits() {
    var little = Duration.ofNanos(1);
    assertLimits(b -> b.tcpTimeout(little), b -> b.tcpTimeout(Duration.ZERO), "tcpTimeout");
    assertLimits(b -> b.probeTimeout(little), b -> b.probeTimeout(Duration.ZERO), "probeTimeout");
    assertLimits(
        b -> b.queueCheckInterval(little),
        b -> b.queueCheckInterval(Duration.ZERO),
        "queueCheckInterval");
    assertLimits(
        b -> b.rejoin(r -> r.withInterval(little)),
        b -> b.rejoin(r -> r.withInterval(Duration.ZERO)),
        "rejoin.interval");
    assertNotNegative(Config.Builder::probeInterval, "probeInterval");
    assertNotNegative(Config.Builder::pushPullInterval, "pushPullInterval");
    assertNotNegative(Config.Builder::gossipInterval, "gossipInterval");
    assertNotNegative(Config.Builder::gossipToTheDeadTime, "gossipToTheDeadTime");
    assertNotNegative(Config.Builder::deadNodeReclaimTime, "deadNodeReclaimTime");
    assertNotNegative((b, d) -> b.rejoin(r -> r.withForgetAfter(d)), "rejoin.forgetAfter");
    assertRefused(
        b -> b.tcpTimeout(ofMillis(-5)),
        new Violation("tcpTimeout", "-5ms", "must not be negative"));
  }

  private interface DurationSetting {
    Config.Builder set(Config.Builder builder, Duration value);
  }

  private static void assertNotNegative(DurationSetting setting, String field) {
    assertLimits(
        b -> setting.set(b, Duration.ZERO), b -> setting.set(b, Duration.ofNanos(-1)), field);
    assertLimits(
        b -> setting.set(b, Duration.ofDays(36_500)),
        b -> setting.set(b, Duration.ofDays(36_501)),
        field);
  }

  @Test
  void delegateVersionMustBeWithinItsRange() {
    assertAccepted(
        b -> b.delegateProtocolMin(12).delegateProtocolVersion(13).delegateProtocolMax(24));
    assertRefused(
        b -> b.delegateProtocolMin(2).delegateProtocolVersion(1).delegateProtocolMax(5),
        new Violation(
            "delegateProtocolVersion",
            "1",
            "must be within delegateProtocolMin..delegateProtocolMax, which is 2..5"));
    assertLimits(
        b -> b.delegateProtocolMax(255), b -> b.delegateProtocolMax(256), "delegateProtocolMax");
    assertLimits(
        b -> b.delegateProtocolMin(0), b -> b.delegateProtocolMin(-1), "delegateProtocolMin");
  }

  @Test
  void allViolationsComeAtOnceInOrder() {
    var builder = Config.lan().udpBufferSize(1).name("").set("probeInterval", "soon").bindPort(-7);

    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.violations())
                    .extracting(Violation::field)
                    .containsExactly("probeInterval", "name", "bindPort", "udpBufferSize"))
        .hasMessageContaining("bindPort = -7: must be within 0..65535");
  }

  @Test
  void violationsComeBeforeBadKeys() {
    assertThatThrownBy(() -> Config.lan().secretKey(new byte[3]).name("").build())
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.violations()).hasSize(1));
  }

  @Test
  void def_12_timeoutNotBelowIntervalIsWarnedAboutOnce() {
    var lines =
        capture(
            () -> {
              var config = Config.lan().probeTimeout(ofSeconds(1)).build();
              config.toBuilder().bindPort(0).build();
            });

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).getLevel()).isEqualTo(Level.WARN);
    assertThat(lines.get(0).getFormattedMessage()).contains("probeTimeout", "probeInterval");
  }

  @Test
  void def_12_noWarningWithoutProbing() {
    assertThat(capture(() -> Config.lan().probeInterval(Duration.ZERO).build())).isEmpty();
    assertThat(capture(() -> Config.lan().build())).isEmpty();
  }

  private static List<ILoggingEvent> capture(Runnable action) {
    var logger = (Logger) LoggerFactory.getLogger("io.memberlist.probe");
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    logger.addAppender(appender);
    try {
      action.run();
    } finally {
      logger.detachAppender(appender);
    }
    return appender.list;
  }

  @Test
  void improvementsSwitchAllGroupsOnAndKeepTheirNumbers() {
    var config = Config.lan().rejoin(r -> r.withInterval(ofSeconds(7))).withImprovements().build();

    assertThat(config.rejoin())
        .isEqualTo(new RejoinOptions(true, ofSeconds(7), Duration.ofHours(72)));
    assertThat(config.join().resync()).isTrue();
    assertThat(config.detection()).isEqualTo(new DetectionOptions(true, true));
  }

  @Test
  void groupsChangeOneValueAtATime() {
    assertThat(DetectionOptions.DEFAULT.withCrashEvidence(true))
        .isEqualTo(new DetectionOptions(true, false));
    assertThat(DetectionOptions.DEFAULT.withLivingAccusers(true))
        .isEqualTo(new DetectionOptions(false, true));
    assertThat(RejoinOptions.DEFAULT.withForgetAfter(ofSeconds(1)).withEnabled(true))
        .isEqualTo(new RejoinOptions(true, ofSeconds(30), ofSeconds(1)));
  }

  @Test
  void buildersAndConfigurationsAreIndependent() {
    var builder = Config.lan().name("a");
    var first = builder.build();

    builder.name("b");
    var copy = first.toBuilder().name("c").build();

    assertThat(List.of(first.name(), builder.build().name(), copy.name()))
        .containsExactly("a", "b", "c");
  }

  @Test
  void listsAndMapsAreCopiedInOrder() {
    var networks = new ArrayList<>(List.of("10.0.0.0/8"));
    var labels = new LinkedHashMap<>(Map.of("z", "1"));
    labels.put("a", "2");
    var config = Config.lan().cidrsAllowed(networks).metricLabels(labels).build();

    networks.clear();
    labels.clear();

    assertThat(config.cidrsAllowed()).containsExactly("10.0.0.0/8");
    assertThat(config.metricLabels().keySet()).containsExactly("z", "a");
    assertThatThrownBy(() -> config.metricLabels().put("x", "y"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void nullIsRefusedWhereItMeansNothing() {
    assertThatThrownBy(() -> Config.lan().name(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name");
  }

  @Test
  void delegatesAndTheLikeAreHandedThrough() {
    var delegate = new Delegate() {};
    var events = new EventDelegate() {};
    AliveDelegate alive = node -> {};
    var config =
        Config.lan()
            .delegate(delegate)
            .events(events)
            .alive(alive)
            .disableTcpPingsForNode("x"::equals)
            .rejoinSeeds(() -> List.of("seed"))
            .streamThreads(Thread::new)
            .build();

    assertThat(config.delegate()).isSameAs(delegate);
    assertThat(config.events()).isSameAs(events);
    assertThat(config.alive()).isSameAs(alive);
    assertThat(config.disableTcpPingsForNode().test("x")).isTrue();
    assertThat(config.rejoinSeeds().get()).hasSize(1);
    assertThat(config.streamThreads().newThread(() -> {})).isNotNull();
    assertThat(List.of(config.transportFactory())).isNotEmpty();
    assertThat(config.conflict()).isNull();
    assertThat(config.merge()).isNull();
    assertThat(config.ping()).isNull();
    assertThat(config.metricsListener()).isNull();
  }

  @Test
  void textNeverShowsKeys() {
    var secret = "a very secret ke";
    var config = Config.lan().name("n").secretKey(secret.getBytes(StandardCharsets.UTF_8)).build();

    assertThat(config.toString())
        .startsWith("Config[name=n, ")
        .contains("secretKey=(1 key)", "probeInterval=1s", "rejoin.forgetAfter=72h")
        .doesNotContain(secret, "YSB2ZXJ5");
  }

  private static void assertLimits(
      UnaryOperator<Config.Builder> good, UnaryOperator<Config.Builder> bad, String field) {
    assertAccepted(good);
    assertThatThrownBy(() -> bad.apply(Config.lan()).build())
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> assertThat(e.violations()).extracting(Violation::field).contains(field));
  }

  private static void assertAccepted(UnaryOperator<Config.Builder> change) {
    assertThatCode(() -> change.apply(Config.lan()).build()).doesNotThrowAnyException();
  }

  private static void assertRefused(UnaryOperator<Config.Builder> change, Violation violation) {
    assertThatThrownBy(() -> change.apply(Config.lan()).build())
        .isInstanceOfSatisfying(
            ConfigException.class, e -> assertThat(e.violations()).containsExactly(violation));
  }

  private static byte[] key(char c, int length) {
    var key = new byte[length];
    Arrays.fill(key, (byte) c);
    return key;
  }
}
