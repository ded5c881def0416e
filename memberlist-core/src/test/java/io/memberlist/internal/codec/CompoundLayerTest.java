package io.memberlist.internal.codec;

import static io.memberlist.internal.codec.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.internal.wire.MessageWriter;
import io.memberlist.internal.wire.Ping;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompoundLayerTest {

  private static final byte[] PING = new MessageWriter().encode(new Ping(100, "", null, ""));

  @Test
  void cpd_01_threeEqualMessages() {
    byte[] compound = encode(Collections.nCopies(3, PING));

    assertThat(PING).hasSize(15);
    assertThat(compound).hasSize(3 * 15 + 3 * 2 + 2);
  }

  @Test
  void cpd_02_decodingThreeParts() {
    byte[] compound = encode(Collections.nCopies(3, PING));

    var parts = CompoundLayer.decode(Buf.of(compound).skip(1));

    assertThat(parts.missing()).isZero();
    assertThat(parts.parts())
        .hasSize(3)
        .allSatisfy(part -> assertThat(part.toArray()).isEqualTo(PING));
  }

  @Test
  void cpd_03_lim_07_truncatedPartIsMissing() {
    byte[] compound = encode(Collections.nCopies(3, PING));

    var parts = CompoundLayer.decode(new Buf(compound, 1, 37));

    assertThat(parts.parts())
        .hasSize(2)
        .allSatisfy(part -> assertThat(part.length()).isEqualTo(15));
    assertThat(parts.missing()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "ff", "01", "0100", "02000100"})
  void cpd_04_def_45_truncatedLengthsAreRefused(String body) {
    byte[] bytes = hex(body);

    assertThatThrownBy(() -> CompoundLayer.decode(Buf.of(bytes)))
        .isInstanceOfSatisfying(
            MalformedMessageException.class,
            e -> assertThat(e.refusal()).isEqualTo(Refusal.COMPOUND_MALFORMED));
  }

  @Test
  void exampleOfTheSpecification() {
    byte[] ping = hex("0082a44e6f6465a162a55365714e6f01");
    byte[] suspect = hex("0383a446726f6da161ab496e6361726e6174696f6e01a44e6f6465a162");

    assertThat(hex(encode(List.of(ping, suspect))))
        .isEqualTo("07020010001d" + hex(ping) + hex(suspect));
  }

  @Test
  void noPartsAndTrailingBytes() {
    assertThat(CompoundLayer.decode(Buf.of(hex("00"))).parts()).isEmpty();
    assertThat(CompoundLayer.decode(Buf.of(hex("01 0001 08 ffff"))).parts())
        .singleElement()
        .satisfies(part -> assertThat(part.toArray()).isEqualTo(hex("08")));
  }

  @Test
  void whatFollowsATruncatedPartIsMissingAsWell() {
    var parts = CompoundLayer.decode(Buf.of(hex("03 0001 0005 0001 08 0808")));

    assertThat(parts.parts()).hasSize(1);
    assertThat(parts.missing()).isEqualTo(2);
  }

  @Test
  void def_43_moreThan255PartsAreNotWritten() {
    assertThat(encode(Collections.nCopies(255, PING))[1]).isEqualTo((byte) 255);
    assertThatThrownBy(() -> encode(Collections.nCopies(256, PING)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("256");
  }

  @Test
  void partsThatCannotBeRepresentedAreNotWritten() {
    assertThat(encode(List.of(new byte[65535], PING))).hasSize(2 + 4 + 65535 + 15);
    assertThatThrownBy(() -> encode(List.of(new byte[65536], PING)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> encode(List.of(new byte[0], PING)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] encode(List<byte[]> messages) {
    byte[] target = new byte[CompoundLayer.encodedLength(messages)];
    CompoundLayer.encode(messages, target, 0);
    return target;
  }
}
