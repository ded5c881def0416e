package io.memberlist.cli.decode;

import static io.memberlist.cli.decode.CaptureBuilder.bytes;
import static io.memberlist.cli.decode.CaptureBuilder.ethernet;
import static io.memberlist.cli.decode.CaptureBuilder.ipv4;
import static io.memberlist.cli.decode.CaptureBuilder.ipv6;
import static io.memberlist.cli.decode.CaptureBuilder.join;
import static io.memberlist.cli.decode.CaptureBuilder.tcp;
import static io.memberlist.cli.decode.CaptureBuilder.u16;
import static io.memberlist.cli.decode.CaptureBuilder.udp;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.cli.Cli;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Datagrams in captures of every kind; whatever a capture contains, the command comes to its end.
 */
class CaptureTest {

  private static final String USER = "086869";

  @TempDir Path directory;

  private Cli.Result decode(byte[] capture, String... options) {
    try {
      var file = Files.write(directory.resolve("a.pcap"), capture);
      var arguments = new ArrayList<>(List.of("decode", "--pcap", file.toString()));
      arguments.addAll(List.of(options));
      return Cli.run(arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Cli.Result decodeFrame(int linkType, byte[] frame) {
    return decode(new CaptureBuilder().frame(frame).pcap(LITTLE_ENDIAN, false, linkType), "--json");
  }

  private static void assertUserMessage(Cli.Result result, String from, String to) {
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.object())
        .containsEntry("from", from)
        .containsEntry("to", to)
        .containsEntry(
            "messages", List.of(Map.of("type", "user", "payload", "6869", "payloadLength", 2L)));
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, 1970-01-01T00:00:01.120Z",
    "false, false, 1970-01-01T00:00:01.120Z",
    "true, true, 1970-01-01T00:00:01.000120Z",
    "false, true, 1970-01-01T00:00:01.000120Z"
  })
  void theClassicFormatInEitherByteOrderAndResolution(boolean little, boolean nanos, String ts) {
    var capture = new CaptureBuilder().udp(7946, 7000, USER).udp(7946, 7000, USER);

    var result = decode(capture.pcap(little ? LITTLE_ENDIAN : BIG_ENDIAN, nanos, 1), "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.objects()).hasSize(2);
    assertThat(result.objects().get(1))
        .containsOnlyKeys("n", "ts", "from", "to", "layers", "messages")
        .containsEntry("n", 2L)
        .containsEntry("ts", ts)
        .containsEntry("from", "10.0.0.1:7946")
        .containsEntry("to", "10.0.0.2:7000");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1970-01-01T00:00:00.000001Z",
    "09000100 03 000000, 1970-01-01T00:00:00.001Z",
    "09000100 09 000000, 1970-01-01T00:00:00.000000001Z",
    "09000100 0c 000000, 1970-01-01T00:00:00Z",
    "09000100 81 000000, 1970-01-01T00:00:00.500Z",
    "09000100 00 000000, 1970-01-01T00:00:01Z",
    "02000300 6c6f0000 09000100 03 000000, 1970-01-01T00:00:00.001Z",
    "00000000 09000100 03 000000, 1970-01-01T00:00:00.000001Z",
    "0900ffff 03 000000, 1970-01-01T00:00:00.001Z"
  })
  void theNewFormatInEveryResolution(String options, String ts) {
    var capture = new CaptureBuilder().udp(7946, 7000, USER).udp(7946, 7000, USER);

    var result = decode(capture.pcapng(LITTLE_ENDIAN, bytes(options)), "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.objects().get(1)).containsEntry("n", 2L).containsEntry("ts", ts);
  }

  @Test
  void timesBeyondAllMeasure() {
    var capture =
        join(
            new CaptureBuilder().pcapng(LITTLE_ENDIAN, bytes("09000100 00 000000")),
            CaptureBuilder.block(
                LITTLE_ENDIAN,
                6,
                CaptureBuilder.enhanced(
                    LITTLE_ENDIAN, -1, ethernet(0x0800, ipv4(17, udp(1, 2, bytes(USER)))))));

    assertThat(decode(capture, "--json").objects()).hasSize(1);
  }

  @Test
  void theNewFormatInTheOtherByteOrderAndInSeveralSections() {
    var capture = new CaptureBuilder().udp(7946, 7000, USER);

    var result =
        decode(
            join(
                capture.pcapng(BIG_ENDIAN, new byte[0]),
                CaptureBuilder.block(BIG_ENDIAN, 5, new byte[12]),
                capture.pcapng(LITTLE_ENDIAN, new byte[0])),
            "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.objects()).extracting(each -> each.get("n")).containsExactly(1L, 2L);
  }

  @Test
  void simplePacketsAndPacketsOfAnUnknownInterface() {
    var frame = ethernet(0x0800, ipv4(17, udp(1, 2, bytes(USER))));
    var simple =
        CaptureBuilder.block(
            LITTLE_ENDIAN, 3, join(new byte[] {(byte) frame.length, 0, 0, 0}, frame));
    var unknown = CaptureBuilder.enhanced(LITTLE_ENDIAN, 0, frame);
    unknown[0] = 7;

    var result =
        decode(
            join(
                new CaptureBuilder().pcapng(LITTLE_ENDIAN, new byte[0]),
                CaptureBuilder.block(LITTLE_ENDIAN, 6, unknown),
                simple),
            "--json");

    assertThat(result.objects()).singleElement().matches(each -> each.get("n").equals(2L));
    assertThat(result.err()).contains("1 frames were left out: link type -1 is not supported");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 108})
  void loopbackFramesHaveAFamilyInFront(int linkType) {
    assertUserMessage(
        decodeFrame(linkType, join(bytes("02000000"), ipv4(17, udp(1, 2, bytes(USER))))),
        "10.0.0.1:1",
        "10.0.0.2:2");
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 14, 101, 228})
  void rawFramesBeginWithThePacket(int linkType) {
    assertUserMessage(
        decodeFrame(linkType, ipv4(17, udp(1, 2, bytes(USER)))), "10.0.0.1:1", "10.0.0.2:2");
  }

  @ParameterizedTest
  @CsvSource({"113, 16", "276, 20"})
  void cookedFramesHaveAHeaderOfTheirOwn(int linkType, int header) {
    assertUserMessage(
        decodeFrame(linkType, join(new byte[header], ipv4(17, udp(1, 2, bytes(USER))))),
        "10.0.0.1:1",
        "10.0.0.2:2");
  }

  @Test
  void framesOfVirtualNetworksHaveTags() {
    var inner = join(u16(7, 0x0800), ipv4(17, udp(1, 2, bytes(USER))));

    assertUserMessage(
        decodeFrame(1, ethernet(0x88a8, join(u16(5, 0x8100), inner))), "10.0.0.1:1", "10.0.0.2:2");
  }

  @Test
  void ipv6WithAndWithoutExtensionHeaders() {
    var plain = ipv6(17, udp(1, 2, bytes(USER)));
    var extended =
        ipv6(
            0,
            join(
                bytes("3c00000000000000"),
                bytes("1101000000000000"),
                new byte[8],
                udp(1, 2, bytes(USER))));

    for (var packet : List.of(plain, extended)) {
      assertUserMessage(
          decodeFrame(1, ethernet(0x86dd, packet)),
          "[2000:0:0:0:0:0:0:1]:1",
          "[2000:0:0:0:0:0:0:2]:2");
    }
  }

  @Test
  void paddingBehindThePacketIsNotPartOfIt() {
    assertUserMessage(
        decodeFrame(1, join(ethernet(0x0800, ipv4(17, udp(1, 2, bytes(USER)))), new byte[20])),
        "10.0.0.1:1",
        "10.0.0.2:2");
  }

  @Test
  void packetsWhoseLengthTheNetworkCardWasToFillIn() {
    assertUserMessage(
        decodeFrame(101, ipv4(17, 0, 0, udp(1, 2, bytes(USER)))), "10.0.0.1:1", "10.0.0.2:2");
  }

  @Test
  void fragmentsAndUnknownLinksAreLeftOutAndCounted() {
    var first = ipv4(17, 0x2000, 31, udp(1, 2, bytes(USER)));
    var second = ipv4(17, 0x0001, 31, bytes(USER));
    var sixth = ipv6(44, join(bytes("1100000100000001"), udp(1, 2, bytes(USER))));
    var capture = new CaptureBuilder().frame(first).frame(second).frame(sixth);

    var fragments = decode(capture.pcap(LITTLE_ENDIAN, false, 101));
    var unknown = decode(capture.pcap(LITTLE_ENDIAN, false, 127));

    assertThat(fragments.out()).isEmpty();
    assertThat(fragments.err().lines())
        .containsExactly("3 frames were left out: fragments of IP packets");
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err().lines())
        .containsExactly("3 frames were left out: link type 127 is not supported");
  }

  @Test
  void onlyThePortAskedFor() {
    var capture = new CaptureBuilder().udp(1, 2, USER).udp(2, 3, USER).udp(3, 1, USER).pcap();

    assertThat(decode(capture, "--port", "2", "--json").objects())
        .extracting(each -> each.get("n"))
        .containsExactly(1L, 2L);
  }

  @Test
  void flawedPacketsDoNotEndTheCapture() {
    var capture = new CaptureBuilder().udp(1, 2, "63").udp(1, 2, USER).pcap();

    var result = decode(capture, "--json");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.objects()).hasSize(2);
  }

  @Test
  void theHumanFormTellsWhoSentWhat() {
    var result = decode(new CaptureBuilder().udp(7946, 7000, USER).pcap());

    assertThat(result.lines())
        .startsWith(
            "1  1970-01-01T00:00:00.120Z  UDP 10.0.0.1:7946 -> 10.0.0.2:7000",
            "     0  user (3 bytes)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCaptureCutOffAnywhereIsReadUpToThere(boolean ng) {
    var builder = new CaptureBuilder().udp(1, 2, USER).udp(1, 2, USER);
    var whole = ng ? builder.pcapng(LITTLE_ENDIAN, new byte[0]) : builder.pcap();

    for (int length = 0; length < whole.length; length++) {
      var result = decode(Arrays.copyOf(whole, length), "--json");

      assertThat(result.exitCode()).as("%s bytes", length).isLessThanOrEqualTo(1);
      assertThat(result.out().lines().count()).isLessThan(3);
      if (result.exitCode() == 1) {
        assertThat(result.err().lines()).hasSize(1);
      }
    }
    var cut = decode(Arrays.copyOf(whole, whole.length - 1), "--json");
    assertThat(cut.objects()).hasSize(1);
    assertThat(cut.err()).contains("ends in the middle of a frame");
  }

  @Test
  void aBlockOfImpossibleLengthIsNamed() {
    var capture = new CaptureBuilder().udp(1, 2, USER).pcap();
    var damaged = join(capture, new byte[8], bytes("ffffff7f"), new byte[4]);

    var result = decode(damaged, "--json");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.objects()).hasSize(1);
    assertThat(result.err().lines())
        .containsExactly("the capture is damaged: a block of 2147483647 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void nothingInACaptureEndsTheCommand(int seed) {
    var random = new Random(seed);
    var builder =
        new CaptureBuilder()
            .udp(1, 2, USER)
            .tcp(1, 2, 0, CaptureBuilder.SYN, "")
            .tcp(1, 2, 1, CaptureBuilder.ACK, USER)
            .frame(
                ethernet(0x86dd, ipv6(0, join(bytes("11ff000000000000"), udp(1, 2, bytes(USER))))))
            .frame(ethernet(0x0800, ipv4(6, tcp(1, 2, 5, CaptureBuilder.FIN, bytes(USER)))));
    for (int run = 0; run < 150; run++) {
      var order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      var capture =
          random.nextBoolean()
              ? builder.pcap(order, random.nextBoolean(), 1)
              : builder.pcapng(order, bytes("09000100 06 000000"));
      for (int i = random.nextInt(8); i >= 0; i--) {
        capture[4 + random.nextInt(capture.length - 4)] = (byte) random.nextInt();
      }

      var result = decode(capture, "--json");

      assertThat(result.exitCode()).isBetween(0, 1);
      assertThat(result.err()).doesNotContain("Exception");
    }
  }

  @Test
  void garbageIsNoCapture() {
    assertThat(decode(new byte[0]).err()).contains("a.pcap is empty");
    assertThat(decode(new byte[100]).err()).contains("neither a pcap nor a pcapng");
    assertThat(decode(new byte[3]).exitCode()).isEqualTo(1);
  }
}
