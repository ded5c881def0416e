package io.memberlist.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.cli.Cli;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecodeCommandTest {

  private static final String PING = "0082a44e6f6465a162a55365714e6f01";
  private static final Map<String, Object> PING_TREE =
      Map.of("type", "ping", "fields", Map.of("Node", "b", "SeqNo", 1L));

  @Test
  void linesOfStandardInputAreDecodedOneByOne() {
    var result = Cli.runWithInput(PING + "\n\n 08 6869 \n", "decode", "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.objects())
        .containsExactly(
            Map.of("layers", List.of(), "messages", List.of(PING_TREE)),
            Map.of(
                "layers",
                List.of(),
                "messages",
                List.of(Map.of("type", "user", "payload", "6869", "payloadLength", 2L))));
  }

  @Test
  void theInputBehindAFlawedOneIsDecodedToo() {
    var result = Cli.runWithInput("63\n" + PING + "\n", "decode", "--json");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.objects()).hasSize(2);
    assertThat(result.objects().get(1).get("messages")).isEqualTo(List.of(PING_TREE));
  }

  @Test
  void aLineThatIsNotHexIsNamedAndPassedOver() {
    var result = Cli.runWithInput(PING + "\nxyz\n" + PING, "decode", "--json");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.objects()).hasSize(2);
    assertThat(result.err().lines()).containsExactly("line 2 is not hex: \"xyz\"");
  }

  @Test
  void anArgumentThatIsNotHexIsWrongUsageBeforeAnythingIsDecoded() {
    var result = Cli.run("decode", PING, "xyz");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aPacketOfNoBytes() {
    var result = Cli.run("decode", "--json", "");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.object().get("error"))
        .isEqualTo(Map.of("class", "empty-message", "at", 0L, "text", "missing type byte"));
  }

  @Test
  void theHumanFormIsATreeWithOffsets() {
    var result = Cli.run("decode", "07 02 0010 0002" + PING + "0869");

    assertThat(result.lines())
        .containsExactly(
            "     0  compound (24 bytes)",
            "          parts  2",
            "          lengths  [16, 2]",
            "     6    ping (16 bytes)",
            "            fields",
            "              Node  b",
            "              SeqNo  1",
            "    22    user (2 bytes)",
            "            payload  69",
            "            payloadLength  1",
            "");
  }

  @Test
  void aFlawIsShownAtItsOffset() {
    var result = Cli.run("decode", "07 02 0001 0002 63 0869");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.lines())
        .contains(
            "     6  unsupported-type: message type 99 is not supported in a packet",
            "     7    user (2 bytes)");
  }

  @Test
  void namesCannotControlTheTerminal() {
    var result = Cli.runAtTerminal("decode", "0081a44e6f6465a61b5b326a0762");

    assertThat(result.out()).contains("\\u001b[2j\\u0007b").contains("\u001b[1mping\u001b[0m");
  }

  @Test
  void streamsOfBothSides() {
    var ack = "0282a75061796c6f6164c0a55365714e6f05";

    assertThat(Cli.run("decode", "--stream", ack).exitCode()).isZero();
    assertThat(Cli.run("decode", "--answer", "--label", "blue", ack).exitCode()).isZero();
    var missing = Cli.run("decode", "--stream", "--label", "blue", "--json", ack);
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.object().get("error")).asString().contains("label-mismatch");
  }

  @Test
  void aKeyIsNamedByItsIndexInTheOrderGiven() {
    var sealed =
        "008a2f4a451f33c6db51d4b582cbf3def6eb53c8999d54ba7e7ea77bcc5901cef3f5a35c91dc1aee36b00a5cf921"
            + "5c51bbe7171628b2b356aa528fdadd72206436f56a5ae0d422aafc149b25c9";

    var result =
        Cli.run(
            "decode", "--json", "--key", "fedcba9876543210", "--key", "0123456789abcdef", sealed);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("\"key\":1");
    var without = Cli.run("decode", "--json", "--key", "fedcba9876543210", sealed);
    assertThat(without.object().get("error")).asString().contains("no-key-fits");
  }

  @Test
  void longPayloadsAreShortened() {
    var result = Cli.run("decode", "--json", "08" + "00".repeat(2049));

    assertThat(result.out())
        .contains("\"payload\":\"(2049 bytes, crc32 ")
        .contains("\"payloadLength\":2049");
  }

  @Test
  void numbersKeepTheirSize() {
    var result = Cli.run("decode", "--json", "0081a55365714e6fcfffffffffffffffff");

    assertThat(result.out()).contains("18446744073709551615");
  }

  @Test
  void filesThatAreNoCapturesAreNamed() {
    assertThat(Cli.run("decode", "--pcap", "no/such.pcap").err())
        .isEqualTo("there is no file no/such.pcap" + System.lineSeparator());
    var pom = Cli.run("decode", "--pcap", "pom.xml");
    assertThat(pom.exitCode()).isEqualTo(1);
    assertThat(pom.err()).contains("pom.xml is neither a pcap nor a pcapng file");
  }
}
