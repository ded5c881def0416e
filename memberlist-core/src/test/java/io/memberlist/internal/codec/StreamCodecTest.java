package io.memberlist.internal.codec;

import static io.memberlist.internal.codec.Hex.hex;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Keyring;
import io.memberlist.internal.codec.StreamRefusedException.Treatment;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.MessageType;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.PushNodeState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Vector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCodecTest {

  private static final byte[] KEY = "0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] NONCE = hex("000102030405060708090a0b");
  private static final PushNodeState NODE =
      new PushNodeState(
          "a", new NodeAddress(hex("7f000001"), 17946), null, 1, 0, hex("010502000000"));

  private final List<Long> frameSizes = new ArrayList<>();

  @Test
  void workedExample() throws IOException {
    // §8.8; ours would not compress it (D30), so the frame is made of the bytes given there
    byte[] compressed =
        hex(
            "0982a4416c676f00a3427566da0067000d0c22a5e44d1a37c34a397943a6cc9c00acaacc2923670a9d3074ca3029e346"
                + "c0215241c8909143ea0f00000156257133268c1c3718d3bc7113805493321781917212a64d99506148417923874eb30f"
                + "0a4a59c45806c0282b73dc980a5040c0490075e60404");
    var settings = settings("lbl", Keyring.of(KEY), true);

    byte[] frame =
        StreamFrame.seal(
            Keyring.of(KEY).snapshot(), 1, NONCE, Buf.of(compressed), "lbl".getBytes(US_ASCII));

    assertThat(hex(frame))
        .isEqualTo(
            "0a0000009301000102030405060708090a0b"
                + "f4bd605c721354364b64727c1a9bd72d0ddb755fe3fe507cb423d38aac0d67f05ebb3522d9cdffcdf717d3544e44be67"
                + "a3435b6ffce1d235e8a688644624fa3b836875533cc89952eff920c30c4d0f04de991fca52c72060e70db8ebc2dd22e4"
                + "e87715c2cecb43eaf169bb6d1e93d563925f326e5e93d92e6dcab99063eb053e3e4fdb317539");
    var inbound = codec(settings).accept(stream(hex("f4036c626c"), frame));
    assertThat(inbound.type()).isEqualTo(MessageType.PUSH_PULL);
    assertThat(inbound.plainLength()).isEqualTo(94);
    var state = inbound.readPushPull();
    assertThat(state.join()).isTrue();
    assertThat(state.nodes()).hasSize(1);
    assertThat(state.userState()).isEqualTo("us".getBytes(US_ASCII));
    assertThat(frameSizes).containsExactly(0x93L);
  }

  @Test
  void enc_04_encryptedStateComesBack() throws IOException {
    byte[] state = "this is our internal state...".getBytes(US_ASCII);
    var settings = settings("", Keyring.of(KEY), false);

    byte[] frame =
        StreamFrame.seal(Keyring.of(KEY).snapshot(), 1, NONCE, Buf.of(state), new byte[0]);
    Buf sealed =
        StreamFrame.read(stream(Arrays.copyOfRange(frame, 1, frame.length)), frameSizes::add);

    assertThat(StreamFrame.open(Keyring.of(KEY).snapshot(), sealed, new byte[0]).plain().toArray())
        .isEqualTo(state);
    assertThat(frameSizes).containsExactly((long) frame.length - 5);
    assertThat(codec(settings).accept(stream(frame)).plainLength()).isEqualTo(29);
  }

  @ParameterizedTest
  @CsvSource({"'', false, false", "lbl, false, true", "'', true, true", "lbl, true, false"})
  void everyMessageComesBack(String label, boolean encrypt, boolean compress) throws IOException {
    var settings = settings(label, encrypt ? Keyring.of(KEY) : null, compress);
    var codec = codec(settings);
    var ping = new Ping(7, "b", new NodeAddress(hex("7f000001"), 7946), "a");
    byte[] payload = "hello hello hello hello hello hello hello".getBytes(US_ASCII);

    assertThat(accept(codec, codec.encodePing(ping)).readPing()).isEqualTo(ping);
    assertThat(accept(codec, codec.encodeUser(payload)).readUser()).isEqualTo(payload);
    assertThat(accept(codec, codec.encodeUser(new byte[0])).readUser()).isEmpty();
    assertThat(answer(codec, codec.encodeAck(new Ack(7, null))).readAck())
        .isEqualTo(new Ack(7, null));
    assertThat(answer(codec, codec.encodeError("boom")).readError()).isEqualTo("boom");
    var nodes = Collections.nCopies(50, NODE);
    var state = accept(codec, codec.encodePushPull(true, nodes, payload)).readPushPull();
    assertThat(state.join()).isTrue();
    assertThat(state.nodes()).usingRecursiveComparison().isEqualTo(nodes);
    assertThat(state.userState()).isEqualTo(payload);
    assertThat(
            accept(codec, codec.encodePushPull(false, List.of(), null)).readPushPull().userState())
        .isNull();
  }

  @Test
  void theShorterFormIsSent() {
    var codec = codec(settings("", null, true));
    byte[] random = new byte[1000];
    new Random(4).nextBytes(random);

    assertThat(codec.encodeUser(random)).hasSize(1000 + 13 + 3);
    assertThat(codec.encodeUser(new byte[1000])[0]).isEqualTo((byte) MessageType.COMPRESS);
    assertThat(codec.encodePing(new Ping(1, "", null, ""))[0]).isEqualTo((byte) MessageType.PING);
  }

  @Test
  void bytesBehindTheRequestAreIgnored() throws IOException {
    var codec = codec(settings("", null, false));

    assertThat(codec.accept(stream(codec.encodeUser(hex("6869")), hex("ffff"))).readUser())
        .isEqualTo(hex("6869"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', SILENT, END_OF_STREAM",
    "f403616263, CLOSE, LABEL_MISMATCH",
    "f4, CLOSE, LABEL_HEADER_MALFORMED",
    "f400, CLOSE, LABEL_HEADER_MALFORMED",
    "0a0000002d01, REPLY, ENCRYPTED_BUT_NO_KEY",
    "09, SILENT, END_OF_STREAM",
    "0982a4416c676f00a3427566da0067, SILENT, END_OF_STREAM",
    "0905, REPLY, STREAM_REFUSED",
    "0982a4416c676f07a3427566a400c30404, REPLY, STREAM_REFUSED",
    "0982a4416c676f00a3427566c0, REPLY, STREAM_REFUSED",
    "0980, REPLY, STREAM_REFUSED",
    "0982a4416c676f00a3427566a200c3, REPLY, STREAM_REFUSED",
    "0982a4416c676f00a3427566a3000302, REPLY, STREAM_REFUSED"
  })
  void refusedFrames(String bytes, Treatment treatment, Refusal refusal) {
    var codec = codec(settings("", null, false));

    assertRefused(() -> codec.accept(stream(hex(bytes))), treatment, refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "0683, REPLY, PLAINTEXT_BUT_KEY",
    "0a, SILENT, END_OF_STREAM",
    "0a0000, SILENT, END_OF_STREAM",
    "0a0000002d010001, SILENT, END_OF_STREAM",
    "0a00000000, REPLY, CIPHERTEXT_EMPTY",
    "0a0000000101, REPLY, CIPHERTEXT_TOO_SHORT",
    "0a0000000102, REPLY, UNKNOWN_ENCRYPTION_VERSION",
    "0a01400001, REPLY, FRAME_TOO_LARGE",
    "0affffffff, REPLY, FRAME_TOO_LARGE",
    "0a01400000, SILENT, END_OF_STREAM",
    "0a0000001d0100000000000000000000000000000000000000000000000000000000, REPLY, NO_KEY_FITS"
  })
  void refusedFramesOfANodeWithKeys(String bytes, Treatment treatment, Refusal refusal) {
    var codec = codec(settings("", Keyring.of(KEY), false));

    assertRefused(() -> codec.accept(stream(hex(bytes))), treatment, refusal);
  }

  @Test
  void def_36_cmp_04_emptyPlaintextIsRefused() {
    var codec = codec(settings("", Keyring.of(KEY), false));
    byte[] frame = StreamFrame.seal(Keyring.of(KEY).snapshot(), 1, NONCE, Buf.empty(), new byte[0]);
    byte[] wrapper =
        StreamFrame.seal(
            Keyring.of(KEY).snapshot(),
            1,
            NONCE,
            Buf.of(hex("0982a4416c676f00a3427566a3000302")),
            new byte[0]);

    assertRefused(() -> codec.accept(stream(frame)), Treatment.REPLY, Refusal.PLAINTEXT_EMPTY);
    assertRefused(() -> codec.accept(stream(wrapper)), Treatment.REPLY, Refusal.STREAM_REFUSED);
  }

  @Test
  void plaintextIsAcceptedIfIncomingIsNotVerified() throws IOException {
    var lenient = new CodecSettings("", false, Keyring.of(KEY), false, false, false, 1);
    var codec = codec(lenient);

    assertThat(accept(codec, codec.encodeUser(hex("01"))).readUser()).isEqualTo(hex("01"));
    assertRefused(
        () -> codec.accept(stream(hex("0a0000000101"))),
        Treatment.REPLY,
        Refusal.CIPHERTEXT_TOO_SHORT);
  }

  @Test
  void labelAlreadyRemoved() throws IOException {
    var settings = new CodecSettings("lbl", true, null, true, true, false, 1);
    var codec = codec(settings);
    byte[] message = codec.encodeUser(hex("01"));

    assertThat(codec.accept(stream(message)).readUser()).isEqualTo(hex("01"));
    assertRefused(
        () -> codec.accept(stream(codec.labelHeader(), message)),
        Treatment.CLOSE,
        Refusal.DOUBLE_LABEL);
  }

  @ParameterizedTest
  @CsvSource({
    "06, PUSH_PULL_MALFORMED",
    "0683a44a6f, PUSH_PULL_MALFORMED",
    "06c3, PUSH_PULL_MALFORMED",
    "0681a54e6f64657301, PUSH_PULL_MALFORMED",
    "0681a54e6f6465730105, PUSH_PULL_MALFORMED",
    "0681a54e6f646573ff, NODE_COUNT_REFUSED",
    "0681a54e6f646573d200989680, NODE_COUNT_REFUSED",
    "0681a54e6f646573d200100001, NODE_COUNT_REFUSED",
    "0681a54e6f646573d34000000000000000, NODE_COUNT_REFUSED",
    "0681ac5573657253746174654c656eff, USER_STATE_LENGTH_REFUSED",
    "0681ac5573657253746174654c656ed201c9c380, USER_STATE_LENGTH_REFUSED",
    "0681ac5573657253746174654c656ed201400001, USER_STATE_LENGTH_REFUSED",
    "0681ac5573657253746174654c656e05616263, PUSH_PULL_MALFORMED"
  })
  void lim_01_lim_02_lim_04_refusedPushPulls(String bytes, Refusal refusal) throws IOException {
    var frame = codec(settings("", null, false)).accept(stream(hex(bytes)));

    assertRefused(frame::readPushPull, Treatment.CLOSE, refusal);
  }

  @Test
  void lim_01_theMessageNamesNumberAndLimit() throws IOException {
    var frame = codec(settings("", null, false)).accept(stream(hex("0681a54e6f646573d200989680")));

    assertThatThrownBy(frame::readPushPull)
        .hasMessageContaining("10000000")
        .hasMessageContaining("limit");
  }

  @ParameterizedTest
  @CsvSource({
    "08, USER_MESSAGE_MALFORMED",
    "0881aa557365724d73674c656e3273686f7274, USER_MESSAGE_MALFORMED",
    "0881aa557365724d73674c656eff, USER_MESSAGE_LENGTH_REFUSED",
    "0881aa557365724d73674c656ed201c9c380, USER_MESSAGE_LENGTH_REFUSED",
    "0881aa557365724d73674c656ed34000000000000000, USER_MESSAGE_LENGTH_REFUSED"
  })
  void lim_03_lim_04_refusedUserMessages(String bytes, Refusal refusal) throws IOException {
    var frame = codec(settings("", null, false)).accept(stream(hex(bytes)));

    assertRefused(frame::readUser, Treatment.CLOSE, refusal);
  }

  @Test
  void aMillionEmptyRecordsAreRead() throws IOException {
    byte[] header = hex("0681a54e6f646573d200100000");
    byte[] records = new byte[1024 * 1024];
    Arrays.fill(records, (byte) 0x90);

    var state = codec(settings("", null, false)).accept(stream(header, records)).readPushPull();

    assertThat(state.nodes()).hasSize(1024 * 1024);
  }

  @Test
  void aStreamMessageHasAnEnd() throws IOException {
    // 511 records of 200 000 bytes are announced, more than may come
    byte[] header = hex("0681a54e6f646573d101ff");
    byte[] record = new byte[200_000];
    System.arraycopy(hex("81a3666f6fdb00030d36"), 0, record, 0, 10);
    var endless = new Vector<InputStream>();
    for (int i = 0; i < 300; i++) {
      endless.add(new ByteArrayInputStream(record));
    }
    var records = new SequenceInputStream(endless.elements());
    var frame =
        codec(settings("", null, false)).accept(new SequenceInputStream(stream(header), records));

    assertRefused(frame::readPushPull, Treatment.CLOSE, Refusal.STREAM_TOO_LARGE);
  }

  @Test
  void whatNobodyAcceptsIsNotSent() {
    var codec = codec(settings("", null, false));
    var sealing = codec(settings("", Keyring.of(KEY), false));

    assertThatThrownBy(() -> codec.encodeUser(new byte[20 * 1024 * 1024 + 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20971521")
        .hasMessageContaining("20971520");
    assertThat(codec.encodeUser(new byte[20 * 1024 * 1024])).hasSizeGreaterThan(20 * 1024 * 1024);
    assertThatThrownBy(() -> sealing.encodeUser(new byte[20 * 1024 * 1024]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("encrypted");
    assertThatThrownBy(() -> codec.encodePushPull(false, List.of(), new byte[20 * 1024 * 1024 + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> codec.encodePushPull(false, Collections.nCopies(1024 * 1024 + 1, NODE), null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> codec.encodePushPull(false, Collections.nCopies(1024 * 1024, NODE), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stream message");
  }

  @Test
  void errorTextsAreCutWithoutBreakingLetters() throws IOException {
    var codec = codec(settings("", null, false));

    assertThat(answer(codec, codec.encodeError("x".repeat(300))).readError()).hasSize(200);
    assertThat(answer(codec, codec.encodeError("x" + "é".repeat(150))).readError())
        .isEqualTo("x" + "é".repeat(99));
  }

  @Test
  void controlCharactersOfErrorTextsAreEscaped() throws IOException {
    var codec = codec(settings("", null, false));

    assertThat(answer(codec, codec.encodeError("a\nb\u001b[31m")).readError())
        .isEqualTo("a\\u000ab\\u001b[31m");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 7, 11, 12, 14, 30, 200, 255})
  void otherTypesAreLeftToTheCaller(int type) throws IOException {
    assertThat(codec(settings("", null, false)).accept(stream(new byte[] {(byte) type})).type())
        .isEqualTo(type);
  }

  @Test
  void errorsOfTheStreamAreNotHidden() {
    var codec = codec(settings("", null, false));
    var stalled =
        new InputStream() {
          private int sent;

          @Override
          public int read() throws IOException {
            if (sent++ == 0) {
              return 6;
            }
            throw new SocketTimeoutException("Read timed out");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            target[offset] = (byte) read();
            return 1;
          }
        };

    assertThatThrownBy(() -> codec.accept(stalled).readPushPull())
        .isInstanceOf(SocketTimeoutException.class);
  }

  private StreamCodec codec(CodecSettings settings) {
    return new StreamCodec(() -> settings, NonceSource.secure(), frameSizes::add);
  }

  private static CodecSettings settings(String label, @Nullable Keyring keyring, boolean compress) {
    return new CodecSettings(label, false, keyring, true, true, compress, 1);
  }

  private static InboundFrame accept(StreamCodec codec, byte[] message) throws IOException {
    return codec.accept(stream(codec.labelHeader(), message));
  }

  private static InboundFrame answer(StreamCodec codec, byte[] message) throws IOException {
    return codec.readAnswer(stream(message));
  }

  private static InputStream stream(byte[]... pieces) {
    var bytes = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      bytes.writeBytes(piece);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private interface Action {
    Object run() throws IOException;
  }

  private static void assertRefused(Action action, Treatment treatment, Refusal refusal) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            StreamRefusedException.class,
            e -> {
              assertThat(e.refusal()).isEqualTo(refusal);
              assertThat(e.treatment()).isEqualTo(treatment);
              assertThat(e.reason()).isEqualTo(refusal.reason());
              assertThat(e.getStackTrace()).isEmpty();
            });
  }
}
