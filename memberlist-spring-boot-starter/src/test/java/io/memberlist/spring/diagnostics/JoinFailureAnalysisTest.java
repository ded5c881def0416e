package io.memberlist.spring.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.AliveDelegate;
import io.memberlist.Keyring;
import io.memberlist.MergeDelegate;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.VetoException;
import io.memberlist.spring.autoconfigure.SeedProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

/** What users read when an application waits for the cluster and does not find it. */
class JoinFailureAnalysisTest extends StartFailures {

  private static final String JOIN_ACTION =
      "Check that the seeds are running and reachable by TCP and UDP, and that 'memberlist.label' and the encryption keys are the same there. Set 'memberlist.join.fail-fast' to false to start anyway and keep trying.";
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";

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
    AliveDelegate alone() {
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
}
