package io.memberlist.spring.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.AliveDelegate;
import io.memberlist.Keyring;
import io.memberlist.MergeDelegate;
import io.memberlist.VetoException;
import io.memberlist.spring.autoconfigure.SeedProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msgpack.core.MessagePack;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
    var answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (var web = new AnsweringServer(answer)) {
      var printed = startOnce(output, web.address());

      assertThat(printed.description())
          .isEqualTo(
              """
              Memberlist could not join the cluster within 30s: none of 1 seeds answered.
                  - %1$s (%1$s): the answer is not memberlist's (is this the right port?)"""
                  .formatted(web.address()));
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
    // it knows the refused one, and would make itself known to it
    var silent = Duration.ofMinutes(5);
    var seed =
        peer(config -> config.gossipInterval(silent).probeInterval(silent))
            .localNode()
            .addressText();

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6 | 6 | 6 | future speaks protocol version 6, this node 3; no version is understood by all members.",
        "4 | 5 | 3 | future speaks protocol version 3, this node 3; all members understand 4..5.",
        "1 | 2 | 2 | this-one speaks protocol version 3, this node 3; all members understand 1..2.",
      })
  void f_10_theProtocolVersionsDoNotFit(
      int min, int max, int current, String reason, CapturedOutput output) throws Exception {
    try (var peer = new AnsweringServer(stateOf("future", min, max, current))) {
      var printed =
          startOnce(
              output, peer.address(), "memberlist.name=this-one", "memberlist.protocol-version=3");

      assertThat(printed.description()).isEqualTo("Memberlist could not join: " + reason);
      assertThat(printed.action())
          .isEqualTo("Set 'memberlist.protocol-version' to a version both understand.");
    }
  }

  /** What a member answers to who joins: the record of itself (sections 7.8 and 8.3). */
  private static byte[] stateOf(String name, int min, int max, int current) throws IOException {
    try (var packer = MessagePack.newDefaultBufferPacker()) {
      packer.packMapHeader(3);
      packer.packString("Nodes").packInt(1);
      packer.packString("UserStateLen").packInt(0);
      packer.packString("Join").packBoolean(true);
      packer.packMapHeader(7);
      packer.packString("Name").packString(name);
      packer.packString("Addr").packBinaryHeader(4).writePayload(new byte[] {127, 0, 0, 1});
      packer.packString("Port").packInt(7946);
      packer.packString("Meta").packNil();
      packer.packString("Incarnation").packInt(1);
      packer.packString("State").packInt(0);
      packer.packString("Vsn").packBinaryHeader(6);
      packer.writePayload(new byte[] {(byte) min, (byte) max, (byte) current, 0, 0, 0});
      var body = packer.toByteArray();
      return ByteBuffer.allocate(1 + body.length).put((byte) 6).put(body).array();
    }
  }
}
