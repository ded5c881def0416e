package io.memberlist.internal.codec;

import static io.memberlist.internal.codec.Hex.hex;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelLayerTest {

  private static final String BLAH = "626c6168";

  @Test
  void lab_01_emptyLabelHasNoHeader() {
    assertThat(LabelLayer.header("")).isEmpty();
  }

  @Test
  void lab_02_lab_03_lab_12_header() {
    assertThat(hex(LabelLayer.header("foo"))).isEqualTo("f403666f6f");
  }

  @Test
  void lab_04_lab_12_longestLabel() {
    byte[] header = LabelLayer.header("x".repeat(255));

    assertThat(header).hasSize(257).startsWith(0xf4, 255, 'x');
  }

  @Test
  void lab_05_lab_12_longerLabelIsRefusedAndQuoted() {
    String label = "x".repeat(256);

    assertThatThrownBy(() -> LabelLayer.header(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(label)
        .hasMessageContaining("too long");
    assertThatThrownBy(() -> LabelLayer.header("é".repeat(128))).hasMessageContaining("256 bytes");
  }

  @Test
  void lab_06_emptyPacketHasNoLabel() {
    var packet = LabelLayer.decode(Buf.empty());

    assertThat(packet.label()).isNull();
    assertThat(packet.rest().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "0d", "01"})
  void lab_07_otherTypesAreNotTouched(String type) {
    var packet = LabelLayer.decode(Buf.of(hex(type + BLAH)));

    assertThat(packet.label()).isNull();
    assertThat(packet.rest().toArray()).isEqualTo(hex(type + BLAH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4", "f478", "f40278"})
  void lab_08_lab_10_lim_08_truncatedHeaderIsRefused(String packet) {
    assertThatThrownBy(() -> LabelLayer.decode(Buf.of(hex(packet))))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("packet")
        .hasMessageContaining("truncated");
  }

  @Test
  void lab_09_headerWithoutLabelIsRefused() {
    assertThatThrownBy(() -> LabelLayer.decode(Buf.of(hex("f4 00 78"))))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "0d", "01"})
  void lab_11_labelAndRest(String type) {
    var packet = LabelLayer.decode(Buf.of(hex("f4 03 616263" + type + BLAH)));

    assertThat(packet.label()).isEqualTo("abc".getBytes(US_ASCII));
    assertThat(packet.rest().toArray()).isEqualTo(hex(type + BLAH));
  }

  @ParameterizedTest
  @CsvSource({"'',''", "00" + BLAH + ",", "0d" + BLAH + ",", "01" + BLAH + ","})
  void lab_13_streamsWithoutLabelAreNotTouched(String stream) throws IOException {
    var decoded = LabelLayer.decode(slow(stream));

    assertThat(decoded.label()).isNull();
    assertThat(decoded.rest().readAllBytes()).isEqualTo(hex(stream));
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4", "f478", "f40278"})
  void lab_13_truncatedHeaderOfAStreamIsRefused(String stream) {
    assertThatThrownBy(() -> LabelLayer.decode(slow(stream)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("stream")
        .hasMessageContaining("truncated");
  }

  @Test
  void lab_13_emptyHeaderOfAStreamIsRefused() {
    assertThatThrownBy(() -> LabelLayer.decode(slow("f40078")))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "0d", "01"})
  void lab_13_labelAndRestOfAStream(String type) throws IOException {
    var decoded = LabelLayer.decode(slow("f4 03 616263" + type + BLAH));

    assertThat(decoded.label()).isEqualTo("abc".getBytes(US_ASCII));
    assertThat(decoded.rest().readAllBytes()).isEqualTo(hex(type + BLAH));
  }

  @Test
  void lab_13_nothingBehindTheHeaderIsRead() throws IOException {
    var in = new ByteArrayInputStream(hex("f4 03 616263 00" + BLAH));

    LabelLayer.decode(in);

    assertThat(in.available()).isEqualTo(5);
  }

  @Test
  void lab_14_overheadInTheBudget() {
    assertThat(LabelLayer.overhead("")).isZero();
    assertThat(LabelLayer.overhead("a")).isEqualTo(3);
    assertThat(LabelLayer.overhead("abcdefg")).isEqualTo(9);
  }

  @Test
  void lab_19_def_46_readErrorsAreReported() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }
        };

    assertThatThrownBy(() -> LabelLayer.decode(broken))
        .isInstanceOf(IOException.class)
        .hasMessage("reset");
  }

  @Test
  void lab_21_inboundLabelAlreadyRemoved() {
    byte[] own = "own".getBytes(US_ASCII);

    LabelLayer.check(null, own, true);
    assertThatThrownBy(() -> LabelLayer.check(own, own, true))
        .isInstanceOfSatisfying(
            MalformedMessageException.class,
            e -> assertThat(e.refusal()).isEqualTo(Refusal.DOUBLE_LABEL));
  }

  @Test
  void labelsAreComparedExactly() {
    byte[] own = "own".getBytes(US_ASCII);

    LabelLayer.check(own.clone(), own, false);
    LabelLayer.check(null, new byte[0], false);
    for (String other : new String[] {"Own", "ow", "owner"}) {
      assertThatThrownBy(() -> LabelLayer.check(other.getBytes(US_ASCII), own, false))
          .isInstanceOf(MalformedMessageException.class);
    }
    assertThatThrownBy(() -> LabelLayer.check(null, own, false))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> LabelLayer.check(own, new byte[0], false))
        .isInstanceOf(MalformedMessageException.class);
  }

  /** Gives one byte at a time, as a network may. */
  private static InputStream slow(String bytes) {
    return new ByteArrayInputStream(hex(bytes)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(1, length));
      }
    };
  }
}
