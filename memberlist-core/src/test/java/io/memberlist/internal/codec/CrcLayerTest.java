package io.memberlist.internal.codec;

import static io.memberlist.internal.codec.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CrcLayerTest {

  private static final byte[] PING = hex("0082a44e6f6465a162a55365714e6f01");

  @Test
  void exampleOfTheSpecification() {
    byte[] packet = new byte[CrcLayer.HEADER + PING.length];
    System.arraycopy(PING, 0, packet, CrcLayer.HEADER, PING.length);

    CrcLayer.encode(packet, CrcLayer.HEADER, PING.length);

    assertThat(hex(packet)).isEqualTo("0c04c039bb" + hex(PING));
    assertThat(CrcLayer.decode(Buf.of(packet)).toArray()).isEqualTo(PING);
  }

  @Test
  void anyFlippedBitIsNoticed() {
    byte[] packet = hex("0c04c039bb" + hex(PING));
    for (int bit = 8; bit < 8 * packet.length; bit++) {
      byte[] forged = packet.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);

      assertThatThrownBy(() -> CrcLayer.decode(Buf.of(forged)))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void fewerThanFiveBytesAreNoHeader() {
    assertThat(CrcLayer.isPresent(Buf.of(hex("0c000000")))).isFalse();
    assertThat(CrcLayer.isPresent(Buf.of(hex("0c00000000")))).isTrue();
    assertThat(CrcLayer.isPresent(Buf.of(hex("0800000000")))).isFalse();
    assertThat(CrcLayer.decode(Buf.of(hex("0c00000000"))).isEmpty()).isTrue();
  }
}
