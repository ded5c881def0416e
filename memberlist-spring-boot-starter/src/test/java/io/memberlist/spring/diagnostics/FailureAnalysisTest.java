package io.memberlist.spring.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Delegate;
import io.memberlist.Keyring;
import io.memberlist.NoAdvertiseAddressException;
import io.memberlist.transport.TransportFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What users read when an application does not start; each failure provoked for real. */
class FailureAnalysisTest extends StartFailures {

  private static final String KEY_ACTION =
      "Create a key with 'openssl rand -base64 32' and use the same keys on every member. The value is not shown here because it is secret.";
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";

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
        .containsPattern("\\. The addresses of this machine are: .*127\\.0\\.0\\.1.*\\.\n")
        .endsWith(
            """

            'memberlist.bind-addr' is set in "memberlist.bind-addr" from property source "commandLineArgs".""");
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
        .isEqualTo(
            """
            The advertised address 127.0.0.1:7000 is not within 'memberlist.cidrs-allowed' (10.0.0.0/8, fd00::/8), so this node would refuse itself.
            'memberlist.cidrs-allowed' is set in "memberlist.cidrs-allowed" from property source "commandLineArgs".""");
    assertThat(printed.action())
        .isEqualTo("Add its network to 'memberlist.cidrs-allowed' or advertise another address.");
  }

  @Test
  void f_09_theTagsAreTooLong(CapturedOutput output) {
    var printed =
        start(
            output,
            "memberlist.discovery.register=false", // adds tags
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
  void bootItselfListsTheValuesOfAnEnum(CapturedOutput output) {
    var printed = start(output, "memberlist.preset=lam");

    assertThat(printed.description()).contains("memberlist.preset").contains("lam");
    assertThat(output).contains("LAN").contains("LOCAL").contains("WAN");
  }
}
