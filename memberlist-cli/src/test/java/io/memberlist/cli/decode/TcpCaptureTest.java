package io.memberlist.cli.decode;

import static io.memberlist.cli.decode.CaptureBuilder.ACK;
import static io.memberlist.cli.decode.CaptureBuilder.FIN;
import static io.memberlist.cli.decode.CaptureBuilder.RST;
import static io.memberlist.cli.decode.CaptureBuilder.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams put together from captured segments. */
class TcpCaptureTest {

  private static final int CLIENT = 40_000;
  private static final int SERVER = 7946;

  /** An ack, which is a fine answer on a stream; in three pieces. */
  private static final List<String> PIECES =
      List.of("0282a7", "5061796c6f6164c0", "a55365714e6f05");

  private static final Map<String, Object> ACK_MESSAGE = message(5);

  @TempDir Path directory;

  private static Map<String, Object> message(long sequence) {
    var fields = new java.util.HashMap<String, Object>();
    fields.put("Payload", null);
    fields.put("SeqNo", sequence);
    return Map.of("type", "ack", "fields", fields);
  }

  private List<Map<String, Object>> decode(CaptureBuilder capture, String... options) {
    try {
      var file = Files.write(directory.resolve("a.pcap"), capture.pcap()).toString();
      var arguments = new java.util.ArrayList<>(List.of("decode", "--json", "--pcap", file));
      arguments.addAll(List.of(options));
      var result = Cli.run(arguments.toArray(String[]::new));
      assertThat(result.err()).isEmpty();
      return result.objects();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static CaptureBuilder piece(CaptureBuilder capture, int base, int number, int flags) {
    int offset = 0;
    for (var before : PIECES.subList(0, number)) {
      offset += before.length() / 2;
    }
    return capture.tcp(CLIENT, SERVER, base + offset, flags, PIECES.get(number));
  }

  private static CaptureBuilder opened(int sequence) {
    return new CaptureBuilder()
        .tcp(CLIENT, SERVER, sequence, SYN, "")
        .tcp(SERVER, CLIENT, 500, SYN | ACK, "");
  }

  private static void assertAck(List<Map<String, Object>> found) {
    assertThat(found).hasSize(1);
    assertThat(found.get(0))
        .containsEntry("from", "10.0.0.1:40000")
        .containsEntry("n", 1L)
        .containsEntry("messages", List.of(ACK_MESSAGE))
        .doesNotContainKey("error");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, -5, Integer.MAX_VALUE - 4})
  void segmentsInOrderWhereverTheNumbersBegin(int sequence) {
    var capture = opened(sequence);
    for (int i = 0; i < 3; i++) {
      piece(capture, sequence + 1, i, i == 2 ? FIN | ACK : ACK);
    }

    assertAck(decode(capture));
  }

  @Test
  void segmentsOutOfOrderTwiceAndOverlapping() {
    var capture = opened(100);
    piece(capture, 101, 2, FIN | ACK);
    piece(capture, 101, 0, ACK);
    capture.tcp(CLIENT, SERVER, 102, ACK, "82a75061");
    piece(capture, 101, 0, ACK);
    capture.tcp(CLIENT, SERVER, 100, ACK, "ff");
    piece(capture, 101, 1, ACK);
    piece(capture, 101, 1, ACK);

    assertAck(decode(capture));
  }

  @Test
  void whatIsSentAgainAfterTheEndIsNoNewStream() {
    var capture = opened(100);
    for (int i = 0; i < 3; i++) {
      piece(capture, 101, i, i == 2 ? FIN | ACK : ACK);
    }
    piece(capture, 101, 2, FIN | ACK);
    capture.tcp(CLIENT, SERVER, 120, ACK, "");

    assertAck(decode(capture));
  }

  @Test
  void aSynSentAgainChangesNothing() {
    var capture = opened(100).tcp(CLIENT, SERVER, 100, SYN, "");
    for (int i = 0; i < 3; i++) {
      piece(capture, 101, i, ACK);
    }

    assertAck(decode(capture));
  }

  @Test
  void aConnectionWithoutItsBeginningAndEnd() {
    var capture = new CaptureBuilder();
    for (int i = 0; i < 3; i++) {
      piece(capture, 101, i, ACK);
    }

    assertAck(decode(capture));
  }

  @Test
  void bothDirectionsOfAConnectionWithALabel() {
    var ack = String.join("", PIECES);
    var capture =
        opened(100)
            .tcp(CLIENT, SERVER, 101, ACK, "f404626c7565" + ack)
            .tcp(SERVER, CLIENT, 501, ACK | FIN, ack)
            .tcp(CLIENT, SERVER, 101 + 6 + ack.length() / 2, ACK | FIN, "");

    var found = decode(capture, "--label", "blue");

    assertThat(found).hasSize(2).noneMatch(each -> each.containsKey("error"));
    assertThat(found.get(0)).containsEntry("from", "10.0.0.1:7946").containsEntry("n", 2L);
    assertThat(found.get(1).get("layers")).asString().contains("blue");
  }

  @Test
  void theSamePortsAgain() {
    var capture = opened(100);
    for (int i = 0; i < 3; i++) {
      piece(capture, 101, i, ACK);
    }
    capture.tcp(CLIENT, SERVER, 9000, SYN, "");
    for (int i = 0; i < 3; i++) {
      piece(capture, 9001, i, ACK);
    }

    var found = decode(capture);

    assertThat(found).extracting(each -> each.get("n")).containsExactly(1L, 6L);
    assertThat(found).extracting(each -> each.get("messages")).containsOnly(List.of(ACK_MESSAGE));
  }

  @Test
  void aConnectionThatIsBrokenOffIsShownAsFarAsItGot() {
    var capture = opened(100);
    piece(capture, 101, 0, ACK);
    capture.tcp(SERVER, CLIENT, 501, RST, "");

    var found = decode(capture);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("error")).asString().contains("body-malformed");
  }

  @Test
  void whatLiesBehindAGapIsNotGuessed() {
    var capture = opened(100);
    piece(capture, 101, 0, ACK);
    piece(capture, 101, 2, FIN | ACK);

    var found = decode(capture);

    assertThat(found).hasSize(1);
    assertThat(found.get(0)).containsKey("error");
  }

  @Test
  void connectionsWithoutContentAreNotShown() {
    assertThat(decode(opened(100).tcp(CLIENT, SERVER, 101, FIN | ACK, ""))).isEmpty();
  }

  @Test
  void onlySoManyOpenDirectionsAreKept() {
    var streams = new TcpStreams();
    var early = new java.util.ArrayList<TcpDirection>();
    for (int i = 0; i < 70_000; i++) {
      var tcp = new Segment.Tcp(1, false, true, false, false);
      var segment = new Segment(tcp, "a:" + i, "b:1", i, 1, new byte[] {1});
      early.addAll(
          streams.add(new Frame(i, java.time.Instant.EPOCH, 1, new byte[0]), segment, tcp));
    }

    assertThat(early).hasSize(70_000 - 65_536);
    assertThat(early.get(0).from()).isEqualTo("a:0");
    assertThat(streams.rest()).hasSize(65_536);
  }

  @Test
  void onlySoManyBytesAreKept() {
    var streams = new TcpStreams();
    var early = new java.util.ArrayList<TcpDirection>();
    var payload = new byte[1 << 20];
    for (int i = 0; i < 130; i++) {
      var tcp = new Segment.Tcp(1, false, true, false, false);
      var segment = new Segment(tcp, "a:" + i, "b:1", i, 1, payload);
      early.addAll(
          streams.add(new Frame(i, java.time.Instant.EPOCH, 1, new byte[0]), segment, tcp));
    }

    assertThat(early).extracting(TcpDirection::from).containsExactly("a:0", "a:1");
  }
}
