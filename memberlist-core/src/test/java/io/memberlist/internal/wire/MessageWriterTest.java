package io.memberlist.internal.wire;

import static io.memberlist.internal.codec.Hex.hex;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples of §7: written and read. */
class MessageWriterTest {

  private static final NodeAddress MAPPED =
      new NodeAddress(hex("00000000000000000000ffff0a000005"), 65535);

  private final MessageWriter writer = new MessageWriter();

  static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of(
            new Ping(42, "node-b", address("7f000001", 7946), "node-a"),
            "00 85 a44e6f6465 a66e6f64652d62 a55365714e6f 2a aa536f7572636541646472 a47f000001"
                + "aa536f757263654e6f6465 a66e6f64652d61 aa536f75726365506f7274 cd1f0a"),
        Arguments.of(new Ping(42, "test", null, ""), "00 82 a44e6f6465 a474657374 a55365714e6f 2a"),
        Arguments.of(
            new Ping(70000, "node-b", MAPPED.withPort(7946), "node-a"),
            "00 85 a44e6f6465 a66e6f64652d62 a55365714e6f ce00011170 aa536f7572636541646472"
                + "b000000000000000000000ffff0a000005 aa536f757263654e6f6465 a66e6f64652d61"
                + "aa536f75726365506f7274 cd1f0a"),
        Arguments.of(
            new IndirectPing(
                300,
                address("7f000001", 7946),
                "node-c",
                true,
                address("7f000002", 8000),
                "node-a"),
            "01 88 a44e61636b c3 a44e6f6465 a66e6f64652d63 a4506f7274 cd1f0a a55365714e6f cd012c"
                + "aa536f7572636541646472 a47f000002 aa536f757263654e6f6465 a66e6f64652d61"
                + "aa536f75726365506f7274 cd1f40 a6546172676574 a47f000001"),
        Arguments.of(
            new IndirectPing(300, address("7f000001", 7946), "node-c", false, null, ""),
            "01 85 a44e61636b c2 a44e6f6465 a66e6f64652d63 a4506f7274 cd1f0a a55365714e6f cd012c"
                + "a6546172676574 a47f000001"),
        Arguments.of(new Ack(42, null), "02 82 a75061796c6f6164 c0 a55365714e6f 2a"),
        Arguments.of(new Ack(42, new byte[0]), "02 82 a75061796c6f6164 a0 a55365714e6f 2a"),
        Arguments.of(new Ack(200, hex("6869")), "02 82 a75061796c6f6164 a26869 a55365714e6f ccc8"),
        Arguments.of(new Nack(65536), "0b 81 a55365714e6f ce00010000"),
        Arguments.of(
            new Suspect(1, "node-b", "node-a"),
            "03 83 a446726f6d a66e6f64652d61 ab496e6361726e6174696f6e 01 a44e6f6465 a66e6f64652d62"),
        Arguments.of(
            new Dead(2, "node-b", "node-b"),
            "05 83 a446726f6d a66e6f64652d62 ab496e6361726e6174696f6e 02 a44e6f6465 a66e6f64652d62"),
        Arguments.of(
            new Alive(1, "node-a", address("7f000001", 7946), null, hex("010502000000")),
            "04 86 a441646472 a47f000001 ab496e6361726e6174696f6e 01 a44d657461 c0 a44e6f6465"
                + "a66e6f64652d61 a4506f7274 cd1f0a a356736e a6010502000000"),
        Arguments.of(
            new Alive(-1, "node-a", MAPPED, "role=web".getBytes(US_ASCII), hex("010505020403")),
            "04 86 a441646472 b000000000000000000000ffff0a000005 ab496e6361726e6174696f6e ceffffffff"
                + "a44d657461 a8726f6c653d776562 a44e6f6465 a66e6f64652d61 a4506f7274 cdffff"
                + "a356736e a6010505020403"),
        Arguments.of(new User(hex("6869")), "08 6869"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void packetMessages(Message message, String bytes) {
    byte[] written = writer.encode(message);

    assertThat(hex(written)).isEqualTo(hex(hex(bytes)));
    var read = new MessageReader().read(written[0], written, 1, written.length - 1);
    assertThat(read).usingRecursiveComparison().isEqualTo(message);
  }

  @Test
  void cod_01_encodeAndDecode() {
    byte[] written = writer.encode(new Ping(100, "", null, ""));

    assertThat(new MessageReader().read(0, written, 1, written.length - 1))
        .isEqualTo(new Ping(100, "", null, ""));
  }

  @Test
  void errorTexts() {
    assertThat(hex(writer.encodeError("boom"))).isEqualTo("0d81a54572726f72a4626f6f6d");
    assertThat(hex(writer.encodeError("x".repeat(32)))).startsWith("0d81a54572726f72da002078");
    assertThat(hex(writer.encodeError("x".repeat(65536))))
        .startsWith("0d81a54572726f72db0001000078");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "5, 05",
    "127, 7f",
    "128, d10080",
    "200, d100c8",
    "255, d100ff",
    "1000, d103e8",
    "32767, d17fff",
    "32768, d200008000",
    "40000, d200009c40",
    "70000, d200011170"
  })
  void intFieldsHaveSignedTypes(int length, String encoded) {
    byte[] written = writer.encodeStreamUser(new byte[length]);

    assertThat(hex(written)).startsWith("0881aa557365724d73674c656e" + encoded);
    assertThat(written).hasSize(13 + encoded.length() / 2 + length);
  }

  @Test
  void stateOutOfRangeKeepsItsValue() {
    assertThat(hex(pushPull(false, 5_000_000_000L)))
        .contains("a55374617465" + "d3000000012a05f200");
    assertThat(hex(pushPull(false, -1))).contains("a55374617465" + "ff");
    assertThat(hex(pushPull(false, -200))).contains("a55374617465" + "d1ff38");
  }

  private byte[] pushPull(boolean join, long state) {
    var node = new PushNodeState("a", address("7f000001", 1), null, 1, state, new byte[0]);
    return writer.encodePushPull(join, List.of(node), null);
  }

  @Test
  void pushPullOfTheSpecification() {
    var nodes =
        List.of(
            state("node-a", address("7f000001", 7946), null, 1, 0),
            state("node-b", MAPPED.withPort(7946), new byte[0], 300, 3));

    byte[] written = writer.encodePushPull(true, nodes, "hello".getBytes(US_ASCII));

    assertThat(hex(written))
        .isEqualTo(
            hex(
                hex(
                    "06 83 a44a6f696e c3 a54e6f646573 02 ac5573657253746174654c656e 05"
                        + "87a441646472a47f000001ab496e6361726e6174696f6e01a44d657461c0a44e616d65a66e6f64652d61"
                        + "a4506f7274cd1f0aa5537461746500a356736ea6010502000000"
                        + "87a441646472b000000000000000000000ffff0a000005ab496e6361726e6174696f6ecd012ca44d657461a0"
                        + "a44e616d65a66e6f64652d62a4506f7274cd1f0aa5537461746503a356736ea6010502000000"
                        + "68656c6c6f")));
  }

  @Test
  void pushPullHeaderWithLargeNumbers() {
    var node = state("a", address("7f000001", 1), null, 1, 0);

    byte[] written = writer.encodePushPull(false, Collections.nCopies(128, node), new byte[40000]);

    assertThat(hex(written))
        .startsWith("0683a44a6f696ec2a54e6f646573d10080ac5573657253746174654c656ed200009c40");
  }

  @Test
  void def_35_missingAddressAndVersionsAreNil() {
    byte[] written = writer.encode(new Alive(1, "a", address("", 1), null, new byte[0]));

    assertThat(hex(written)).contains("a441646472c0").contains("a356736ec0");
  }

  @Test
  void compressHeaderIsWhatMsgpackWouldWrite() {
    for (int length : new int[] {0, 31, 32, 255, 65535, 65536, 20_000_000}) {
      byte[] header = new byte[CompressBody.headerLength(length)];
      CompressBody.writeHeader(header, 0, length);

      var values = new RecordValues().set(1, new byte[length]);
      byte[] expected = new MsgpackWriter().type(9).record(Formats.COMPRESS, values).toByteArray();
      assertThat(expected).startsWith(header).hasSize(header.length + length);
    }
  }

  private static PushNodeState state(
      String name, NodeAddress address, byte @Nullable [] meta, int incarnation, long state) {
    return new PushNodeState(name, address, meta, incarnation, state, hex("010502000000"));
  }

  private static NodeAddress address(String ip, int port) {
    return new NodeAddress(hex(ip), port);
  }
}
