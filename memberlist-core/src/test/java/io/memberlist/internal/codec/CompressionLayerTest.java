package io.memberlist.internal.codec;

import static io.memberlist.internal.codec.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.internal.wire.CompressBody;
import io.memberlist.internal.wire.MessageReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CompressionLayerTest {

  private final CompressionLayer layer = new CompressionLayer();

  @Test
  void cmp_01_compressAndDecompress() {
    byte[] wrapped = encode("testing".getBytes(StandardCharsets.US_ASCII));

    assertThat(decode(wrapped, CompressionLayer.MAX_OUTPUT))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("testing");
  }

  @Test
  void examplesOfTheSpecification() {
    byte[] message = new byte[51];
    Arrays.fill(message, (byte) 'a');
    message[0] = 8;

    assertThat(hex(encode(message)))
        .isEqualTo("0982a4416c676f00a3427566af0011841948b0a0c18308132a341810");
    assertThat(hex(encode(new byte[] {'a'}))).isEqualTo("0982a4416c676f00a3427566a400c30404");
  }

  @Test
  void cmp_02_lim_06_moreThanTheLimitIsRefused() {
    byte[] wrapped = encode(new byte[41_943_041]);

    assertThatThrownBy(() -> decode(wrapped, CompressionLayer.MAX_OUTPUT))
        .isInstanceOfSatisfying(
            MalformedMessageException.class,
            e -> assertThat(e.refusal()).isEqualTo(Refusal.DECOMPRESSED_TOO_LARGE))
        .hasMessageContaining("larger than limit");
  }

  @Test
  void cmp_03_lim_06_theLimitIsAccepted() {
    assertThat(decode(encode(new byte[20_971_521]), CompressionLayer.MAX_OUTPUT))
        .hasSize(20_971_521);
    byte[] largest = encode(new byte[41_943_040]);
    assertThat(largest.length).isBetween(31_480, 31_480 + 20);
    assertThat(decode(largest, CompressionLayer.MAX_OUTPUT)).hasSize(41_943_040);
  }

  @Test
  void onlyWhatBecomesShorterIsWrapped() {
    for (int length = 1; length < 200; length++) {
      byte[] message = new byte[length];
      byte[] target = new byte[length];
      byte[] always = encode(message);

      int shrunk = layer.shrink(Buf.of(message), target, 0);

      if (always.length < length) {
        assertThat(Arrays.copyOf(target, shrunk)).isEqualTo(always);
      } else {
        assertThat(shrunk).isEqualTo(CompressionLayer.TOO_LONG);
      }
    }
  }

  @Test
  void otherAlgorithmsAndMissingDataAreRefused() {
    assertThatThrownBy(() -> layer.decode(new CompressBody(7, hex("00c30404")), 100))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("algorithm 7");
    assertThatThrownBy(() -> layer.decode(new CompressBody(0, null), 100))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> layer.decode(new CompressBody(0, new byte[0]), 100))
        .isInstanceOf(MalformedMessageException.class);
  }

  private byte[] encode(byte[] message) {
    byte[] target = new byte[100 + 2 * message.length];
    return Arrays.copyOf(target, layer.encode(Buf.of(message), target, 0, target.length));
  }

  private byte[] decode(byte[] wrapped, int limit) {
    return layer.decode(new MessageReader().readCompress(wrapped, 1, wrapped.length - 1), limit);
  }
}
