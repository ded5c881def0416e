package io.memberlist.spring.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.MergeDelegate;
import io.memberlist.NoAdvertiseAddressException;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.VetoException;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.SeedProvider;
import io.memberlist.transport.TransportFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

/** What users read when an application does not start; each failure provoked for real. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTest {

  private static final String JOIN_ACTION =
      "Check that the seeds are running and reachable by TCP and UDP, and that 'memberlist.label' and the encryption keys are the same there. Set 'memberlist.join.fail-fast' to false to start anyway and keep trying.";
  private static final String KEY_ACTION =
      "Create a key with 'openssl rand -base64 32' and use the same keys on every member. The value is not shown here because it is secret.";
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";

  private final List<Memberlist> peers = new ArrayList<>();

  @SpringBootConfiguration
  @ImportAutoConfiguration(MemberlistAutoConfiguration.class)
  static class Application {}

  /** What was printed: description and action. */
  private record Printed(String description, String action) {}

  @AfterEach
  void shutDown() {
    peers.forEach(Memberlist::shutdown);
  }

  private Memberlist peer(UnaryOperator<Config.Builder> settings) {
    var config =
        settings.apply(Config.local().name("peer").bindAddr("127.0.0.1").bindPort(0)).build();
    var peer = Memberlist.create(config);
    peers.add(peer);
    return peer;
  }

  private static Printed start(CapturedOutput output, String... properties) {
    return start(output, List.of(), properties);
  }

  private static Printed start(
      CapturedOutput output, List<Class<?>> configurations, String... properties) {
    var arguments = Arrays.stream(properties).map(property -> "--" + property);
    var sources = new ArrayList<Class<?>>(List.of(Application.class));
    sources.addAll(configurations);
    var application =
        new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
            .web(WebApplicationType.NONE)
            .properties(
                "memberlist.bind-addr=127.0.0.1",
                "memberlist.bind-port=0",
                "memberlist.preset=local");

    var before = nodeThreads();
    var failure = catchThrowable(() -> application.run(arguments.toArray(String[]::new)).close());

    assertThat(failure).as("the start").isNotNull();
    var after = nodeThreads();
    after.removeAll(before);
    assertThat(after).as("threads of a node that did not start").isEmpty();
    return printed(output.toString());
  }

  /** Of nodes of the application; cached contexts of other tests may have some. */
  private static Set<Thread> nodeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("memberlist-"))
        .filter(thread -> !thread.getName().startsWith("memberlist-peer"))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Printed printed(String output) {
    var text = output.substring(output.lastIndexOf("APPLICATION FAILED TO START"));
    int description = text.indexOf("Description:") + "Description:".length();
    int action = text.indexOf("Action:");
    var rest = text.substring(action + "Action:".length()).strip();
    return new Printed(
        text.substring(description, action).strip().replace(System.lineSeparator(), "\n"),
        rest.lines().findFirst().orElse(""));
  }

  @Test
  void f_01_thePortIsInUse(CapturedOutput output) throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      var printed = start(output, "memberlist.bind-port=" + port);

      assertThat(printed.description())
          .isEqualTo(
              """
              Memberlist node could not start. TCP port %d on 127.0.0.1 is already in use.
              'memberlist.bind-port' is set in "memberlist.bind-port" from property source "commandLineArgs"."""
                  .formatted(port));
      assertThat(printed.action())
          .isEqualTo(
              "Identify and stop the process that is using port %d, or set 'memberlist.bind-port' to another port (0 picks a free one)."
                  .formatted(port));
    }
  }

  @Test
  void f_02_theAddressIsNotOfThisMachine(CapturedOutput output) {
    var printed = start(output, "memberlist.bind-addr=203.0.113.9", "memberlist.bind-port=7999");

    assertThat(printed.description())
        .startsWith("Memberlist node could not bind to 203.0.113.9:7999: Cannot assign requested")
        .containsPattern("\\. The addresses of this machine are: .*127\\.0\\.0\\.1.*\\.\n");
    assertThat(printed.action())
        .isEqualTo(
            "Set 'memberlist.bind-addr' to one of them, or to 0.0.0.0 for all interfaces. Use 'memberlist.advertise-addr' for an address that belongs to a router or load balancer.");
  }

  @Test
  void f_03_aKeyHasAWrongLength(CapturedOutput output) {
    var printed = start(output, "memberlist.encryption.keys=" + KEY + ",c2VjcmV0LWtleQ==");

    assertThat(printed.description())
        .startsWith(
            "The encryption key in 'memberlist.encryption.keys[1]' is not valid: it decodes to 10 bytes. AES-GCM keys have 16, 24 or 32 bytes.");
    assertThat(printed.action()).isEqualTo(KEY_ACTION);
    assertThat(output).doesNotContain("c2VjcmV0LWtleQ").doesNotContain("secret-key\n");
  }

  @Test
  void f_03_aKeyIsNotBase64(CapturedOutput output) {
    var printed = start(output, "memberlist.secret-key=correct horse!");

    assertThat(printed.description())
        .isEqualTo(
            """
            The encryption key in 'memberlist.secret-key' is not valid: it is not base64.
            'memberlist.secret-key' is set in "memberlist.secret-key" from property source "commandLineArgs".""");
    assertThat(printed.action()).isEqualTo(KEY_ACTION);
    assertThat(output).doesNotContain("correct horse");
  }

  @Test
  void f_03_aKeyOccursTwice(CapturedOutput output) {
    var printed = start(output, "memberlist.encryption.keys=" + KEY + "," + KEY);

    assertThat(printed.description())
        .startsWith(
            "The encryption key in 'memberlist.encryption.keys[1]' is not valid: it occurs twice.");
    assertThat(output).doesNotContain(KEY);
  }

  @Configuration(proxyBeanMethods = false)
  static class WithKeyring {
    @Bean
    Keyring keyring() {
      return Keyring.of("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void cfg_07_f_03_thereIsAKeyringBeanAsWell(CapturedOutput output) {
    var printed = start(output, List.of(WithKeyring.class), "memberlist.secret-key=" + KEY);

    assertThat(printed.description())
        .startsWith(
            "The encryption key in 'memberlist.secret-key' is not valid: a Keyring bean is defined as well.");
    assertThat(printed.action()).isEqualTo(KEY_ACTION);
  }

  @Test
  void f_04_allViolationsAtOnceWithTheirOrigins(CapturedOutput output, @TempDir Path folder)
      throws IOException {
    var file = Files.createDirectories(folder).resolve("application.yml");
    Files.writeString(
        file,
        """
        memberlist:
          suspicion-mult: 0
          delegate-protocol-version: 3
          advertise-port: 70000
          join:
            retry:
              multiplier: 0.5
        """);

    var printed =
        start(
            output,
            "spring.config.location=file:" + file,
            "memberlist.secret-key=not base64 either",
            "memberlist.tags.boot.app=x",
            "memberlist.rejoin.interval=10ms");

    var origin = "URL [file:" + file + "] - ";
    assertThat(printed.description())
        .isEqualTo(
            """
            The memberlist configuration is not valid:
                - memberlist.advertise-port = 70000: must be within 1..65535 (%1$s4:19)
                - memberlist.suspicion-mult = 0: must be at least 1 (%1$s2:19)
                - memberlist.delegate-protocol-version = 3: must be within memberlist.delegate-protocol-min..memberlist.delegate-protocol-max, which is 0..0 (%1$s3:30)
                - memberlist.join.retry.multiplier = 0.5: must be at least 1 (%1$s7:19)
                - memberlist.rejoin.interval = 10ms: must be at least 1s ("memberlist.rejoin.interval" from property source "commandLineArgs")"""
                .formatted(origin));
    assertThat(printed.action()).isEqualTo("Correct the properties listed above.");
  }

  @Test
  void f_05_noSeedAnswers(CapturedOutput output) throws IOException {
    int free = freePort();

    var printed =
        start(
            output,
            "memberlist.join.seeds=127.0.0.1:" + free + ",no-such-host.invalid,[1:2",
            "memberlist.join.retry.max-retries=0",
            "memberlist.join.fail-fast=true");

    assertThat(printed.description())
        .startsWith(
            """
            Memberlist could not join the cluster within 30s: none of 3 seeds answered.
                - 127.0.0.1:%1$d (127.0.0.1:%1$d): connection refused
                - no-such-host.invalid: unknown host
                - [1:2: not an address: \
            """
                .formatted(free));
    assertThat(printed.action()).isEqualTo(JOIN_ACTION);
  }

  @Test
  void f_05_theSeedSpeaksSomethingElse(CapturedOutput output) throws Exception {
    try (var web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var server =
          new Thread(
              () -> {
                try {
                  while (true) {
                    try (var socket = web.accept()) {
                      socket
                          .getOutputStream()
                          .write(
                              "HTTP/1.1 400 Bad Request\r\n\r\n"
                                  .getBytes(StandardCharsets.US_ASCII));
                      socket.shutdownOutput();
                      socket.getInputStream().readAllBytes();
                    }
                  }
                } catch (IOException e) {
                  // closed: the test is over
                }
              });
      server.start();
      var seed = "127.0.0.1:" + web.getLocalPort();

      var printed = startOnce(output, seed);

      assertThat(printed.description())
          .isEqualTo(
              """
              Memberlist could not join the cluster within 30s: none of 1 seeds answered.
                  - %1$s (%1$s): the answer is not memberlist's (is this the right port?)"""
                  .formatted(seed));
      web.close();
      server.join();
    }
  }

  private static Printed startOnce(CapturedOutput output, String seed, String... properties) {
    return startOnce(output, seed, List.of(), properties);
  }

  private static Printed startOnce(
      CapturedOutput output, String seed, List<Class<?>> beans, String... properties) {
    var all = new ArrayList<>(List.of(properties));
    all.add("memberlist.join.seeds=" + seed);
    all.add("memberlist.join.retry.max-retries=0");
    all.add("memberlist.join.fail-fast=true");
    return start(output, beans, all.toArray(String[]::new));
  }

  @Test
  void f_05_theLabelIsAnother(CapturedOutput output) {
    var seed = peer(config -> config.label("green")).localNode().addressText();

    var printed = startOnce(output, seed, "memberlist.label=blue");

    assertThat(printed.description())
        .isEqualTo(
            """
            Memberlist could not join the cluster within 30s: none of 1 seeds answered.
                - %1$s (%1$s): connection closed without an answer (different label or encryption?)"""
                .formatted(seed));
  }

  @Test
  void f_05_theKeyIsAnother(CapturedOutput output) {
    var ring = Keyring.of("fedcba9876543210".getBytes(StandardCharsets.US_ASCII));
    var seed = peer(config -> config.keyring(ring)).localNode().addressText();

    var printed = startOnce(output, seed, "memberlist.secret-key=" + KEY);

    assertThat(printed.description())
        .startsWith(
            "Memberlist could not join the cluster within 30s: none of 1 seeds answered.\n    - "
                + seed)
        .containsPattern(
            "connection closed without an answer|could not decrypt the answer|refused: ");
    assertThat(output).doesNotContain(KEY);
  }

  @Configuration(proxyBeanMethods = false)
  static class Vetoing {
    @Bean
    MergeDelegate guard() {
      return peers -> {
        throw new VetoException("not these");
      };
    }
  }

  @Test
  void f_05_aMergeDelegateBeanVetoes(CapturedOutput output) {
    var seed = peer(config -> config).localNode().addressText();

    var printed = startOnce(output, seed, List.of(Vetoing.class));

    assertThat(printed.description())
        .endsWith("(%s): vetoed by MergeDelegate bean 'guard': not these".formatted(seed));
  }

  @Test
  void f_05_onlyThisNodeItselfAnswers(CapturedOutput output) throws IOException {
    int port = freePort();

    var printed =
        startOnce(
            output, "127.0.0.1:" + port + ",localhost.invalid", "memberlist.bind-port=" + port);

    assertThat(printed.description())
        .isEqualTo(
            """
            Memberlist could not join the cluster within 30s: none of 2 seeds answered.
                - localhost.invalid: unknown host
                - 127.0.0.1:%d: only this node itself answered"""
                .formatted(port));
  }

  @Test
  void f_05_fewerSeedsAnswerThanDemanded(CapturedOutput output) throws IOException {
    int free = freePort();
    var seed = peer(config -> config).localNode().addressText();

    var printed =
        startOnce(
            output,
            seed + ",127.0.0.1:" + free,
            List.of(AloneAgain.class),
            "memberlist.join.min-seeds=2");

    assertThat(printed.description())
        .isEqualTo(
            """
            Memberlist could not join the cluster within 30s: 1 seeds answered, 'memberlist.join.min-seeds' is 2.
                - 127.0.0.1:%1$d (127.0.0.1:%1$d): connection refused"""
                .formatted(free));
  }

  /** Refuses to have members, so that only the number of seeds counts. */
  @Configuration(proxyBeanMethods = false)
  static class AloneAgain {
    @Bean
    io.memberlist.AliveDelegate alone() {
      return node -> {
        if (node.name().equals("peer")) {
          throw new VetoException("alone");
        }
      };
    }
  }

  @Test
  void f_05_aSeedProviderThatKnowsNobodyIsNoCluster(CapturedOutput output) {
    var printed =
        start(
            output,
            List.of(Nobody.class),
            "memberlist.join.retry.max-retries=0",
            "memberlist.join.fail-fast=true");

    assertThat(printed.description())
        .isEqualTo("Memberlist could not join the cluster within 30s: none of 0 seeds answered.");
  }

  @Configuration(proxyBeanMethods = false)
  static class Nobody {
    @Bean
    SeedProvider nobody() {
      return List::of;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Nowhere {
    @Bean
    TransportFactory nowhere() {
      return context -> {
        throw new NoAdvertiseAddressException(List.of("169.254.1.1 (link-local)"));
      };
    }
  }

  @Test
  void f_06_thereIsNoAddressToAdvertise(CapturedOutput output) {
    var printed = start(output, List.of(Nowhere.class));

    assertThat(printed.description())
        .isEqualTo(
            "Memberlist found no address to advertise. Candidates: 169.254.1.1 (link-local).");
    assertThat(printed.action())
        .isEqualTo(
            "Set 'memberlist.advertise-addr' to the address under which other members reach this one.");
  }

  @Test
  void f_07_theOwnAddressIsNotAllowed(CapturedOutput output) {
    var printed =
        start(
            output,
            "memberlist.cidrs-allowed=10.0.0.0/8,fd00::/8",
            "memberlist.advertise-port=7000");

    assertThat(printed.description())
        .startsWith(
            "The advertised address 127.0.0.1:7000 is not within 'memberlist.cidrs-allowed' (10.0.0.0/8, fd00::/8), so this node would refuse itself.");
    assertThat(printed.action())
        .isEqualTo("Add its network to 'memberlist.cidrs-allowed' or advertise another address.");
  }

  @Test
  void f_09_theTagsAreTooLong(CapturedOutput output) {
    var printed =
        start(
            output,
            "memberlist.tags.small=1",
            "memberlist.tags.zone=" + "z".repeat(20),
            "memberlist.tags.long=" + "x".repeat(500),
            "memberlist.tags.rack=" + "y".repeat(40));

    // ff and the map's header; each text with a header of 1 byte, 3 from 32 bytes on
    int bytes = 2 + (6 + 2) + (5 + 21) + (5 + 503) + (5 + 43);
    assertThat(printed.description())
        .isEqualTo(
            "The metadata of this node takes %d bytes; at most 512 are allowed. Largest tags: long (508), rack (48), zone (26)."
                .formatted(bytes));
    assertThat(printed.action()).isEqualTo("Shorten or remove tags under 'memberlist.tags'.");
  }

  @Test
  void f_09_aTagIsReserved(CapturedOutput output) {
    var printed = start(output, "memberlist.tags.boot.port=1");

    assertThat(printed.description()).isEqualTo("Tag 'boot.port' is reserved.");
    assertThat(printed.action()).isEqualTo("Rename the tag.");
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnMetadata {
    @Bean
    Delegate orders() {
      return new Delegate() {
        @Override
        public byte[] nodeMeta(int limit) {
          return new byte[] {1};
        }
      };
    }
  }

  @Test
  void f_09_tagsAndADelegateBeanBothSupplyMetadata(CapturedOutput output) {
    var printed = start(output, List.of(OwnMetadata.class), "memberlist.tags.zone=a");

    assertThat(printed.description())
        .isEqualTo("Both 'memberlist.tags' and Delegate bean 'orders' supply node metadata.");
    assertThat(printed.action()).isEqualTo("Remove one of them.");
  }

  @Test
  void f_10_theDelegateVersionsDoNotFit(CapturedOutput output) {
    var seed =
        peer(c -> c.delegateProtocolMin(2).delegateProtocolMax(5).delegateProtocolVersion(4))
            .localNode()
            .addressText();

    var printed = startOnce(output, seed);

    assertThat(printed.description())
        .isEqualTo(
            "Memberlist could not join: peer speaks delegate version 4, this node 0; no version is understood by all members.");
    assertThat(printed.action())
        .isEqualTo(
            "Set 'memberlist.delegate-protocol-version', '-min' and '-max' so that the ranges overlap.");
  }

  @Test
  void f_10_theProtocolVersionsDoNotFit() {
    var environment = new MockEnvironment().withProperty("memberlist.protocol-version", "3");
    var mismatch = new ProtocolMismatchException("orders-1", false, 1, 2, 5);

    var analysis =
        new ProtocolFailureAnalyzer(environment).analyze(new IllegalStateException(mismatch));

    assertThat(analysis.getDescription())
        .isEqualTo(
            "Memberlist could not join: orders-1 speaks protocol version 1, this node 3; all members understand 2..5.");
    assertThat(analysis.getAction())
        .isEqualTo("Set 'memberlist.protocol-version' to a version both understand.");
  }

  @Test
  void bootItselfListsTheValuesOfAnEnum(CapturedOutput output) {
    var printed = start(output, "memberlist.preset=lam");

    assertThat(printed.description()).contains("memberlist.preset").contains("lam");
    assertThat(output).contains("LAN").contains("LOCAL").contains("WAN");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
