package io.memberlist.internal.wire;

import static io.memberlist.internal.codec.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must be accepted and refused (§6.2), by the tables of appendix A.3. */
class MsgpackDialectTest {

  private static final String SEQ_NO = "a55365714e6f";
  private static final String SOURCE_ADDR = "aa536f7572636541646472";

  private static final Ping ZERO = new Ping(0, "", null, "");

  @ParameterizedTest
  @ValueSource(strings = {"c0", "80", "90", "81a57365716e6f05", "81" + SEQ_NO + "c0"})
  void allZero(String body) {
    assertThat(ping(body)).isEqualTo(ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "82 a3666f6f 93010203 a55365714e6f 05",
        "82 a3666f6f d40501 a55365714e6f 05",
        "82 a3666f6f 82a161c0a162cb3ff0000000000000 a55365714e6f 05",
        "82 a3666f6f c70301aabbcc a55365714e6f 05",
        "82 a3666f6f c3 a55365714e6f 05",
        "82 a55365714e6f 06 a55365714e6f 05",
        "81 c4055365714e6f 05",
        "81 d9055365714e6f 05",
        "81 da00055365714e6f 05",
        "81 db000000055365714e6f 05",
        "81 c500055365714e6f 05",
        "81 c6000000055365714e6f 05",
        "81 95 53 65 71 4e 6f 05",
        "de0001 a55365714e6f 05",
        "df00000001 a55365714e6f 05",
        "91 05",
        "dc0001 05",
        "dd00000001 05",
        "81 a55365714e6f cc05",
        "81 a55365714e6f cd0005",
        "81 a55365714e6f ce00000005",
        "81 a55365714e6f d005",
        "81 a55365714e6f d10005",
        "81 a55365714e6f d200000005",
        "81 a55365714e6f d30000000000000005",
        "81 a55365714e6f cf0000000000000005",
        "81 a55365714e6f 05 ffff"
      })
  void seqNoIs5(String body) {
    assertThat(ping(body)).isEqualTo(new Ping(5, "", null, ""));
  }

  @Test
  void arrayForm() {
    var whole = new Ping(5, "b", new NodeAddress(hex("7f000001"), 7946), "c");

    assertThat(ping("92 05 a162")).isEqualTo(new Ping(5, "b", null, ""));
    assertThat(ping("95 05 a162 a47f000001 cd1f0a a163")).isEqualTo(whole);
    assertThat(ping("97 05 a162 a47f000001 cd1f0a a163 01 02")).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "947f000001, 7f000001",
    "8201020304, 01020304",
    "92c001, 0001",
    "c4047f000001, 7f000001",
    "d9047f000001, 7f000001",
    "dc0002cc7f00, 7f00"
  })
  void bytesInOtherForms(String value, String bytes) {
    Ping ping = ping("81" + SOURCE_ADDR + value);

    assertThat(ping.source()).isEqualTo(new NodeAddress(hex(bytes), 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c40162", "9162", "a162", "d90162"})
  void textInOtherForms(String value) {
    assertThat(ping("81a44e6f6465" + value).node()).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c0", "a0", "90", "c400", "80"})
  void emptyTextAndBytes(String value) {
    assertThat(ping("81a44e6f6465" + value)).isEqualTo(ZERO);
    assertThat(ping("81" + SOURCE_ADDR + value)).isEqualTo(ZERO);
  }

  @Test
  void theWidestUnsignedValuesFit() {
    assertThat(ping("81" + SEQ_NO + "ceffffffff").seqNo()).isEqualTo(-1);
    assertThat(ping("81" + SEQ_NO + "cf00000000ffffffff").seqNo()).isEqualTo(-1);
    assertThat(ping("82" + SOURCE_ADDR + "a17f aa536f75726365506f7274cdffff").source())
        .isEqualTo(new NodeAddress(hex("7f"), 65535));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "81 a55365714e6f cf0000000100000000",
        "81 a55365714e6f cfffffffffffffffff",
        "81 a55365714e6f d3ffffffffffffffff",
        "81 a55365714e6f ff",
        "81 a55365714e6f d0ff",
        "81 a55365714e6f ca40a00000",
        "81 a55365714e6f cb4014000000000000",
        "81 a55365714e6f a135",
        "81 a55365714e6f c3",
        "81 a55365714e6f 90",
        "81 a55365714e6f d6ff00000005",
        "81 a55365714e6f c1",
        "81 aa536f75726365506f7274 ce00010000",
        "81 aa536f7572636541646472 91cd0100",
        "81 aa536f7572636541646472 91ff",
        "81 aa536f7572636541646472 05",
        "81 aa536f7572636541646472 c3",
        "81 aa536f7572636541646472 ca00000000",
        "81 a44e6f6465 05",
        "81 a44e6f6465 c3",
        "81 a0 05",
        "81 c0 05",
        "81 05 05",
        "81 c3 05",
        "81 90 05",
        "81 81a16101 05",
        "82 a0 05 a55365714e6f 05",
        "81 a3666f6f c1",
        "05",
        "a161",
        "c1",
        "c3",
        "ca00000000"
      })
  void refused(String body) {
    assertThatThrownBy(() -> ping(body))
        .isInstanceOfSatisfying(
            MalformedBodyException.class,
            e -> {
              assertThat(e.endOfInput()).isFalse();
              assertThat(e.getStackTrace()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "82 a55365714e6f 05",
        "81",
        "81 a5",
        "81 a553657174",
        "81 a55365714e6f ce0000",
        "81 a44e6f6465 dbffffffff62",
        "81 a44e6f6465 db7fffffff62",
        "81 a44e6f6465 c6ffffffff62",
        "81 aa536f7572636541646472 ddffffffff01",
        "81 aa536f7572636541646472 dd7fffffff01",
        "81 aa536f7572636541646472 df7fffffff0101",
        "81 a3666f6f dd7fffffff01",
        "81 a3666f6f c97fffffff01aa",
        "dfffffffff",
        "df7fffffff",
        "ddffffffff05",
        "81 db7fffffff61"
      })
  void endOfInput(String body) throws IOException {
    assertThatThrownBy(() -> ping(body))
        .isInstanceOfSatisfying(
            MalformedBodyException.class, e -> assertThat(e.endOfInput()).isTrue());
    assertThatThrownBy(() -> new StreamBodyReader(new ByteArrayInputStream(hex(body))).ping())
        .isInstanceOfSatisfying(
            MalformedBodyException.class, e -> assertThat(e.endOfInput()).isTrue());
  }

  @Test
  void nesting() {
    assertThat(ping("81a3666f6f" + "91".repeat(1022) + "01")).isEqualTo(ZERO);
    assertThatThrownBy(() -> ping("81a3666f6f" + "91".repeat(1023) + "01"))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageContaining("nested");
    assertThatThrownBy(() -> ping("81a3666f6f" + "91".repeat(60000)))
        .isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void namesThatAreNotUtf8AreRefusedAndNotChanged() {
    assertThatThrownBy(() -> ping("81a44e6f6465a1ff"))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageContaining("UTF-8");
    assertThat(ping("81a44e6f6465a3efbfbd").node()).isEqualTo("\ufffd");
    assertThatThrownBy(() -> ping("81a44e6f6465a4efbfbdff"))
        .isInstanceOf(MalformedBodyException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ff, -1",
    "cfffffffffffffffff, -1",
    "cf8000000000000000, -9223372036854775808",
    "d34000000000000000, 4611686018427387904"
  })
  void intFieldsWrap(String encoded, long value) {
    assertThatThrownBy(() -> pushPull("81a54e6f646573" + encoded))
        .isInstanceOf(StreamBodyReader.LimitException.class)
        .hasMessageContaining("node count " + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca3f800000", "cb3ff0000000000000", "a101", "c3"})
  void intFieldsOfOtherTypes(String encoded) {
    assertThatThrownBy(() -> pushPull("81a54e6f646573" + encoded))
        .isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void flags() throws IOException {
    assertThat(pushPull("81a44a6f696e00").join()).isFalse();
    assertThat(pushPull("81a44a6f696ec0").join()).isFalse();
    assertThat(pushPull("81a44a6f696e01").join()).isTrue();
    assertThat(pushPull("81a44a6f696ec3").join()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "cc01", "d001", "a0", "ff"})
  void flagsOfOtherTypes(String encoded) {
    assertThatThrownBy(() -> pushPull("81a44a6f696e" + encoded))
        .isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void olderReleasesWriteUnsignedTypes() throws IOException {
    var header = hex("83 a44a6f696e c2 a54e6f646573 cc80 ac5573657253746174654c656e cd9c40");
    var stream = new ByteArrayOutputStream();
    stream.writeBytes(header);
    stream.writeBytes(hex("80".repeat(128)));
    stream.writeBytes(new byte[40000]);

    RemoteState state =
        new StreamBodyReader(new ByteArrayInputStream(stream.toByteArray())).pushPull();

    assertThat(state.nodes()).hasSize(128);
    assertThat(state.userState()).hasSize(40000);
    assertThat(user("81aa557365724d73674c656eccc8", 200)).hasSize(200);
    assertThat(user("81aa557365724d73674c656ece00011170", 70000)).hasSize(70000);
  }

  private static byte[] user(String header, int length) throws IOException {
    var stream = new ByteArrayOutputStream();
    stream.writeBytes(hex(header));
    stream.writeBytes(new byte[length]);
    return new StreamBodyReader(new ByteArrayInputStream(stream.toByteArray())).user();
  }

  @Test
  void recordsWithNamesThatAreNotUtf8AreLeftOut() throws IOException {
    var reader =
        new StreamBodyReader(
            new ByteArrayInputStream(
                hex(
                    "82a54e6f64657303ac5573657253746174654c656e01 81a44e616d65a161 81a44e616d65a1ff 81a44e616d65a162 7a")));

    RemoteState state = reader.pushPull();

    assertThat(state.nodes()).extracting(PushNodeState::name).containsExactly("a", "b");
    assertThat(state.userState()).isEqualTo("z".getBytes(StandardCharsets.US_ASCII));
    assertThat(reader.unreadableRecords()).isEqualTo(1);
  }

  @Test
  void def_57_userStateInPiecesArrivesWhole() throws IOException {
    byte[] state = new byte[5 * 1024 * 1024];
    state[state.length - 1] = 1;
    var writer = new MessageWriter().encodePushPull(true, List.of(), state);
    InputStream trickle =
        new ByteArrayInputStream(writer, 1, writer.length - 1) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
          }
        };

    assertThat(new StreamBodyReader(trickle).pushPull().userState()).isEqualTo(state);
  }

  @Test
  void errorTextsAreCutAndNeverRefused() throws IOException {
    byte[] message = new MessageWriter().encodeError("x".repeat(3000));

    assertThat(new StreamBodyReader(message, 1, message.length - 1).error()).hasSize(1024);
    assertThat(new StreamBodyReader(hex("81a54572726f72a1ff"), 0, 9).error()).isEqualTo("\ufffd");
  }

  private static Ping ping(String body) {
    byte[] bytes = hex(body);
    return (Ping) new MessageReader().read(MessageType.PING, bytes, 0, bytes.length);
  }

  private static RemoteState pushPull(String body) throws IOException {
    return new StreamBodyReader(new ByteArrayInputStream(hex(body))).pushPull();
  }
}
