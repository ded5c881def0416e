package io.memberlist.internal.codec;

import static io.memberlist.internal.codec.Hex.hex;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Keyring;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageWriter;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.User;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PacketCodecTest {

  private static final byte[] KEY = "0123456789abcdef".getBytes(US_ASCII);
  private static final CodecSettings PLAIN = settings("", null, true);

  @Test
  void workedExampleOfAllLayers() {
    var settings = settings("lbl", Keyring.of(KEY), false);
    List<byte[]> messages =
        List.of(
            hex("0082a44e6f6465a162a55365714e6f01"),
            hex("0383a446726f6da161ab496e6361726e6174696f6e01a44e6f6465a162"));

    byte[] packet = encode(settings, messages, true);

    assertThat(hex(packet))
        .isEqualTo(
            "f4036c626c01000102030405060708090a0b"
                + "f15562576c733936f8261a1a423ffe4264b2f698a2e02f3a3906ebf06c0fed1e317a3e8f5ba7f6a40b55c9ff0a04324f62c6"
                + "47415014e21442f361acd42a1763675ff9c616577a2d");
    assertThat(RecordingSink.decode(settings, packet).messages).hasSize(2);
  }

  @Test
  void lim_05_emptyPacketAndEmptyPartsAreRefused() {
    assertThat(RecordingSink.decode(PLAIN, new byte[0]).refusals)
        .containsExactly(Refusal.EMPTY_MESSAGE);

    var sink = RecordingSink.decode(PLAIN, hex("07 03 0001 0000 0001 08 08"));

    assertThat(sink.messages).hasSize(2);
    assertThat(sink.refusals).containsExactly(Refusal.EMPTY_MESSAGE);
  }

  @Test
  void def_45_decompressingToNothingIsRefused() {
    var sink = RecordingSink.decode(PLAIN, hex("0982a4416c676f00a3427566a3000302"));

    assertThat(sink.refusals).containsExactly(Refusal.EMPTY_MESSAGE);
  }

  @Test
  void aBadPartDoesNotKeepTheOthersFromCounting() {
    var sink = RecordingSink.decode(PLAIN, hex("07 04 0001 0002 0002 0001 08 0005 6301 08"));

    assertThat(sink.messages).hasSize(2);
    assertThat(sink.refusals).containsExactly(Refusal.BODY_MALFORMED, Refusal.UNSUPPORTED_TYPE);
    assertThat(sink.exceptions).allSatisfy(e -> assertThat(e.getStackTrace()).isEmpty());
    assertThat(sink.exceptions.get(1).offset()).isEqualTo(13);
  }

  @Test
  void truncatedCompoundTellsHowManyAreMissing() {
    var sink = RecordingSink.decode(PLAIN, hex("07 03 0001 0001 0001 08"));

    assertThat(sink.messages).hasSize(1);
    assertThat(sink.missing).isEqualTo(2);
  }

  @Test
  void lim_10_sixteenLayersAreAccepted() {
    assertThat(RecordingSink.decode(PLAIN, nested(16)).messages).hasSize(1);
    assertThat(RecordingSink.decode(PLAIN, nested(17)).refusals)
        .containsExactly(Refusal.NESTED_TOO_DEEPLY);
    assertThat(RecordingSink.decode(PLAIN, nested(10_000)).refusals)
        .containsExactly(Refusal.NESTED_TOO_DEEPLY);
  }

  @Test
  void lim_10_def_64_decompressedBytesOfADatagramAreLimitedInAll() {
    byte[] large = compressed(new byte[CompressionLayer.MAX_OUTPUT / 2]);
    byte[] rest =
        compressed(new byte[CompressionLayer.MAX_OUTPUT - CompressionLayer.MAX_OUTPUT / 2 + 1]);

    var sink = RecordingSink.decode(PLAIN, compound(List.of(large, rest, new byte[] {8})));

    // the first part is a ping whose body is not even a map
    assertThat(sink.refusals)
        .containsExactly(Refusal.BODY_MALFORMED, Refusal.DECOMPRESSED_TOO_LARGE);
    assertThat(sink.messages).hasSize(1);
  }

  @Test
  void def_64_partsThatFailToDecompressUseUpTheBudgetAsWell() {
    byte[] large = compressed(new byte[CompressionLayer.MAX_OUTPUT / 2]);
    byte[] cut = withoutEof(large);

    var sink =
        RecordingSink.decode(PLAIN, compound(List.of(cut, cut, compressed(new byte[50_000]))));

    assertThat(sink.refusals.get(0)).isEqualTo(Refusal.DECOMPRESS_FAILED);
    assertThat(sink.refusals.get(2)).isEqualTo(Refusal.DECOMPRESSED_TOO_LARGE);
  }

  @Test
  void partsThatAreNotDecompressedLeaveTheBudgetAlone() {
    byte[] large = compressed(new byte[CompressionLayer.MAX_OUTPUT / 2]);
    byte[] otherAlgorithm = hex("0982a4416c676f07a3427566a400c30404");

    var sink =
        RecordingSink.decode(
            PLAIN,
            compound(List.of(large, otherAlgorithm, compressed(new byte[] {8, 0, 0, 0, 0}))));

    assertThat(sink.refusals).containsExactly(Refusal.BODY_MALFORMED, Refusal.DECOMPRESS_FAILED);
    assertThat(sink.messages).hasSize(1);
  }

  @Test
  void def_65_messagesOwnTheirBytes() {
    var writer = new MessageWriter();
    var alive =
        new Alive(1, "a", new NodeAddress(hex("7f000001"), 1), hex("0102"), hex("010502000000"));
    byte[] packet = compound(List.of(writer.encode(alive), hex("086869")));
    var sink = RecordingSink.decode(PLAIN, packet);

    Arrays.fill(packet, (byte) 0xff);

    assertThat(sink.messages.get(0)).usingRecursiveComparison().isEqualTo(alive);
    assertThat(((User) sink.messages.get(1)).payload()).isEqualTo(hex("6869"));
  }

  @Test
  void plaintextIsAcceptedOnlyIfIncomingIsNotVerified() {
    var ring = Keyring.of(KEY);
    byte[] packet = hex("0b81a55365714e6f05");

    assertThat(RecordingSink.decode(settings("", ring, false), packet).refusals)
        .containsExactly(Refusal.UNKNOWN_ENCRYPTION_VERSION);
    var lenient = new CodecSettings("", false, ring, false, false, false, 1);
    assertThat(RecordingSink.decode(lenient, packet).messages).containsExactly(new Nack(5));
    assertThat(encode(lenient, List.of(packet), false)).isEqualTo(packet);
  }

  @Test
  void addingAFirstKeySwitchesEncryptionOn() {
    var ring = Keyring.empty();
    var settings = settings("", ring, false);
    var encoder = new PacketEncoder(() -> settings, NonceSource.secure());
    byte[] message = hex("0b81a55365714e6f05");

    assertThat(encoder.encode(List.of(message), false)).isEqualTo(message.length);
    ring.add(KEY);

    assertThat(encoder.encode(List.of(message), false)).isEqualTo(message.length + 29);
    assertThat(
            RecordingSink.decode(settings, Arrays.copyOf(encoder.buffer(), message.length + 29))
                .messages)
        .containsExactly(new Nack(5));
  }

  @Test
  void settingsAreAskedForEachPacket() {
    var current = new AtomicReference<>(settings("a", null, false));
    var encoder = new PacketEncoder(current::get, NonceSource.secure());
    byte[] message = hex("0b81a55365714e6f05");

    encoder.encode(List.of(message), false);
    assertThat(encoder.labelLength()).isEqualTo(3);
    current.set(settings("", null, false));

    assertThat(encoder.encode(List.of(message), false)).isEqualTo(message.length);
    assertThat(encoder.labelLength()).isZero();
  }

  @Test
  void overheadIsWhatEncodingAdds() {
    byte[] message = hex("0b81a55365714e6f05");
    for (String label : List.of("", "abcdefg")) {
      for (boolean crc : new boolean[] {false, true}) {
        var plain = settings(label, null, false);
        var sealed = settings(label, Keyring.of(KEY), false);

        assertThat(encode(plain, List.of(message), crc))
            .hasSize(message.length + PacketEncoder.overhead(plain, crc));
        assertThat(encode(sealed, List.of(message), crc))
            .hasSize(message.length + PacketEncoder.overhead(sealed, crc));
      }
    }
    var padded = new CodecSettings("", false, Keyring.of(KEY), true, true, false, 0);
    assertThat(PacketEncoder.overhead(padded, false)).isEqualTo(45);
    var clear = new CodecSettings("", false, Keyring.of(KEY), true, false, false, 1);
    assertThat(PacketEncoder.overhead(clear, false)).isZero();
  }

  @Test
  void nothingEmptyIsEverSent() {
    var encoder = new PacketEncoder(() -> PLAIN, NonceSource.secure());

    assertThatThrownBy(() -> encoder.encode(List.of(), false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> encoder.encode(List.of(new byte[0]), false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> encoder.encode(List.of(hex("08"), new byte[0]), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rangesOfALargerBufferAreDecoded() {
    var sink = new RecordingSink();
    byte[] buffer = hex("ffff 0b81a55365714e6f05 ffff");

    new PacketDecoder(() -> PLAIN).decode(buffer, 2, 9, sink);

    assertThat(sink.messages).containsExactly((Message) new Nack(5));
  }

  private static CodecSettings settings(String label, @Nullable Keyring keyring, boolean compress) {
    return new CodecSettings(label, false, keyring, true, true, compress, 1);
  }

  private static byte[] encode(CodecSettings settings, List<byte[]> messages, boolean crc) {
    NonceSource nonces =
        nonce -> System.arraycopy(hex("000102030405060708090a0b"), 0, nonce, 0, nonce.length);
    var encoder = new PacketEncoder(() -> settings, nonces);
    int length = encoder.encode(messages, crc);
    return Arrays.copyOf(encoder.buffer(), length);
  }

  private static byte[] nested(int layers) {
    byte[] message = hex("0b81a55365714e6f05");
    for (int i = 0; i < layers; i++) {
      message = compound(List.of(message));
    }
    return message;
  }

  private static byte[] compound(List<byte[]> messages) {
    byte[] target = new byte[CompoundLayer.encodedLength(messages)];
    CompoundLayer.encode(messages, target, 0);
    return target;
  }

  private static byte[] compressed(byte[] message) {
    byte[] target = new byte[100 + 2 * message.length];
    return Arrays.copyOf(
        target, new CompressionLayer().encode(Buf.of(message), target, 0, target.length));
  }

  /**
   * The same wrapper with the last bytes of the LZW data overwritten, so that no EOF code comes.
   */
  private static byte[] withoutEof(byte[] wrapped) {
    byte[] cut = wrapped.clone();
    cut[cut.length - 1] = 0;
    cut[cut.length - 2] = 0;
    cut[cut.length - 3] = 0;
    return cut;
  }
}
