package io.memberlist.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobTest {

  @Test
  void printableBytesAreTextToo() {
    assertThat(Blob.put(Json.object(), "x", "a ~".getBytes(US_ASCII)))
        .hasToString("{\"xHex\":\"61207e\",\"xLen\":3,\"x\":\"a ~\"}");
    assertThat(Blob.put(Json.object(), "x", new byte[] {'a', 0x1f}))
        .hasToString("{\"xHex\":\"611f\",\"xLen\":2}");
    assertThat(Blob.put(Json.object(), "x", new byte[] {(byte) 0xe9}))
        .hasToString("{\"xHex\":\"e9\",\"xLen\":1}");
    assertThat(Blob.put(Json.object(), "x", null)).hasToString("{\"x\":null}");
  }

  @Test
  void longOnesAreSummedUp() {
    var most = Blob.payload(Map.of("size", 4096L));
    var more = Blob.payload(Map.of("size", 4097L));

    assertThat(Json.parse(Blob.put(Json.object(), "x", most).toString()))
        .containsOnlyKeys("xHex", "xLen", "x");
    assertThat(Json.parse(Blob.put(Json.object(), "x", more).toString()))
        .containsOnlyKeys("xLen", "xHead", "xSum")
        .containsEntry("xLen", 4097L)
        .containsEntry("xHead", HexFormat.of().formatHex(more, 0, 64));
    var digits = "123456789".repeat(456).getBytes(US_ASCII);
    var crc = new java.util.zip.CRC32();
    crc.update(digits);
    assertThat(Json.parse(Blob.put(Json.object(), "x", digits).toString()).get("xSum"))
        .isEqualTo("%08x".formatted(crc.getValue()));
  }

  @Test
  void payloadsInThreeForms() {
    assertThat(Blob.payload(Map.of("msg", "é"))).containsExactly(0xc3, 0xa9);
    assertThat(Blob.payload(Map.of("hex", "00 ff"))).containsExactly(0, 0xff);
    assertThat(Blob.payload(Map.of("size", 28L)))
        .asString(US_ASCII)
        .isEqualTo("abcdefghijklmnopqrstuvwxyzab");
    assertThat(Blob.payload(Map.of("other", 1L))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"msg, 1", "hex, 1", "size, -1", "size, 99999999999"})
  void wrongPayloadsAreRefusedByName(String field, long value) {
    assertThatThrownBy(() -> Blob.payload(Map.of(field, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(field);
  }

  @Test
  void optionsTakeTextOrHex() {
    assertThat(Blob.text("hex:0a")).containsExactly(10);
    assertThat(Blob.text("hex")).asString(US_ASCII).isEqualTo("hex");
    assertThatThrownBy(() -> Blob.text("hex:0")).hasMessageContaining("not hex");
  }
}
