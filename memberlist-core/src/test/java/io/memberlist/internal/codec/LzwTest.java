package io.memberlist.internal.codec;

import static io.memberlist.internal.codec.Hex.hex;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LzwTest {

  private static final int ENOUGH = 1 << 20;

  private final LzwEncoder encoder = new LzwEncoder();
  private final LzwDecoder decoder = new LzwDecoder();

  @TestFactory
  Stream<DynamicTest> vectorsInBothDirections() {
    return Vectors.of("lzw")
        .map(vector -> DynamicTest.dynamicTest(Vectors.name(vector), () -> check(vector)));
  }

  private void check(JsonNode vector) {
    byte[] input = input(vector);
    assertThat(input).hasSize(vector.get("inputLength").asInt());
    assertThat(crc(input)).isEqualTo(vector.get("inputCrc32").asString());

    byte[] output = encode(input);

    assertThat(output).hasSize(vector.get("outputLength").asInt());
    assertThat(crc(output)).isEqualTo(vector.get("outputCrc32").asString());
    assertThat(hex(output)).endsWith(vector.get("outputTail").asString());
    if (vector.has("outputHex")) {
      assertThat(hex(output)).isEqualTo(vector.get("outputHex").asString());
    }
    assertThat(decode(output)).isEqualTo(input);
  }

  private static byte[] input(JsonNode vector) {
    if (vector.has("inputHex")) {
      return hex(vector.get("inputHex").asString());
    }
    int length = vector.get("inputLength").asInt();
    if (!vector.has("inputRule")) {
      return new byte[length];
    }
    String rule = vector.get("inputRule").asString();
    if (rule.contains("1103515245")) {
      return lcg(length);
    }
    if (rule.contains("the quick brown fox")) {
      return fox();
    }
    if (rule.contains(" x 0x")) {
      byte[] input = new byte[length];
      Arrays.fill(input, hex(rule.substring(rule.indexOf("0x") + 2))[0]);
      return input;
    }
    return sequence(length);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 000302",
    "a, 00c30404",
    "aaaaaaaa, 00c3081c283020",
    "hello hello hello, 00d19461c3e60d0881040d222c1810",
    "TOBEORNOTTOBEORTOBEORNOT, 00a93c1152e48914274fa80824687061c183090302"
  })
  void shortVectorsOfTheSpecification(String input, String output) {
    assertThat(hex(encode(input.getBytes(US_ASCII)))).isEqualTo(output);
    assertThat(decode(hex(output))).isEqualTo(input.getBytes(US_ASCII));
  }

  @ParameterizedTest
  @CsvSource({
    "lcg, 16, 66386830, 21, 421fd4e3, 0202",
    "seq, 253, b367940e, 287, 4aaa2d89, e5d3b78f5f40",
    "seq, 254, f6052bbf, 288, 38b00076, d3b78f5fbf80",
    "seq, 255, d32f9ba0, 290, 0561773e, 8f5f3f7f0101",
    "seq, 256, 29058c73, 291, d626fdd7, 5f3f7fff0404",
    "seq, 257, 1b27ca87, 292, fe73e1ea, 3f7fff001010",
    "zero, 100000, d411957d, 530, 2f32f651, f6eaeb8f0101",
    "lcg, 3836, c9492986, 5260, cba69875, 0f78f0040101",
    "lcg, 3837, 41c25939, 5261, b15f7a04, 78f0040b1010",
    "lcg, 3840, ae767a76, 5264, 6f4dafeb, d6210faa1010",
    "lcg, 10000, d4111615, 13600, a79c8e4d, 160403360404",
    "lcg, 100000, dd0d690d, 136869, bff31cb8, ac8841130202",
    "fox, 90000, f1652bd7, 3872, 965fdc93, ad9bbf501610"
  })
  void longVectorsOfTheSpecification(
      String rule, int length, String crc, int outputLength, String outputCrc, String tail) {
    byte[] input =
        switch (rule) {
          case "lcg" -> lcg(length);
          case "seq" -> sequence(length);
          case "fox" -> fox();
          default -> new byte[length];
        };
    assertThat(crc(input)).isEqualTo(crc);

    byte[] output = encode(input);

    assertThat(output).hasSize(outputLength);
    assertThat(crc(output)).isEqualTo(outputCrc);
    assertThat(hex(output)).endsWith(tail);
    assertThat(decode(output)).isEqualTo(input);
  }

  @Test
  void anIndependentDecoderReadsWhatTheEncoderWrites() {
    var random = new Random(1);
    for (int round = 0; round < 400; round++) {
      byte[] input = randomInput(random);

      byte[] output = encode(input);

      assertThat(ReferenceLzw.decode(output)).isEqualTo(input);
      assertThat(decode(output)).isEqualTo(input);
    }
  }

  @Test
  void bothDecodersAgreeAboutRandomBytes() {
    var random = new Random(2);
    for (int round = 0; round < 5000; round++) {
      byte[] data = new byte[random.nextInt(60)];
      random.nextBytes(data);
      if (data.length > 1) {
        data[0] = 0; // a CLEAR in front and small codes make it likely that something is decoded
        data[1] &= 1;
      }

      byte[] expected = ReferenceLzw.decodeOrNull(data);

      if (expected == null) {
        assertThatThrownBy(() -> decode(data)).isInstanceOf(MalformedMessageException.class);
      } else {
        assertThat(decode(data)).isEqualTo(expected);
      }
    }
  }

  @Test
  void theLeadingClearCodeIsNotRequired() {
    // codes 97, 257 of 9 bits each
    assertThat(decode(hex("610202"))).isEqualTo(new byte[] {97});
  }

  @Test
  void aFullTableIsKeptWithoutClear() {
    byte[] data = ReferenceLzw.encodeWithoutClear(lcg(20000));

    assertThat(decode(data)).isEqualTo(lcg(20000));
  }

  @Test
  void inputBehindTheEofCodeIsIgnored() {
    assertThat(decode(hex("00c30404 ffff"))).isEqualTo(new byte[] {97});
  }

  @ParameterizedTest
  @CsvSource({"''", "00", "00c304", "ffffffffffffffff", "020302"})
  void brokenDataAreRefused(String data) {
    assertThatThrownBy(() -> decode(hex(data)))
        .isInstanceOfSatisfying(
            MalformedMessageException.class,
            e -> assertThat(e.refusal()).isEqualTo(Refusal.DECOMPRESS_FAILED));
  }

  @Test
  void exactlyTheLimitIsAccepted() {
    byte[] output = encode(new byte[5000]);

    assertThat(decoder.decode(Buf.of(output), 5000)).hasSize(5000);
    assertThatThrownBy(() -> decoder.decode(Buf.of(output), 4999))
        .isInstanceOfSatisfying(
            MalformedMessageException.class,
            e -> assertThat(e.refusal()).isEqualTo(Refusal.DECOMPRESSED_TOO_LARGE));
  }

  @Test
  void theEncoderStopsWhereTheRoomEnds() {
    byte[] target = new byte[21];

    assertThat(encoder.encode(Buf.of(lcg(16)), target, 0, 21)).isEqualTo(21);
    assertThat(encoder.encode(Buf.of(lcg(16)), target, 0, 20)).isEqualTo(LzwEncoder.TOO_LONG);
  }

  private byte[] encode(byte[] input) {
    byte[] target = new byte[Math.max(ENOUGH, 2 * input.length)];
    return Arrays.copyOf(target, encoder.encode(Buf.of(input), target, 0, target.length));
  }

  private byte[] decode(byte[] data) {
    return decoder.decode(Buf.of(data), ENOUGH);
  }

  /** Lengths around the reset of the table, alphabets from one letter to all bytes. */
  private static byte[] randomInput(Random random) {
    byte[] input = new byte[random.nextInt(random.nextInt(10) == 0 ? 20000 : 300)];
    int letters = 1 << random.nextInt(9);
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) random.nextInt(letters);
    }
    return input;
  }

  static byte[] lcg(int length) {
    byte[] bytes = new byte[length];
    long x = 1;
    for (int i = 0; i < length; i++) {
      x = (x * 1103515245 + 12345) % (1L << 31);
      bytes[i] = (byte) (x >> 16);
    }
    return bytes;
  }

  private static byte[] sequence(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static byte[] fox() {
    return "the quick brown fox jumps over the lazy dog. ".repeat(2000).getBytes(US_ASCII);
  }

  private static String crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
