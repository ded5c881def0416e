package io.memberlist.internal.wire;

import static io.memberlist.internal.codec.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way may refuse anything, but never says anything else than the general way (§6.2). */
class UsualRecordTest {

  private static final String ALIVE =
      "86 a441646472 c4047f000001 ab496e6361726e6174696f6e ce00012345 a44d657461 c0 a44e6f6465 a6 6e6f64652d37"
          + " a4506f7274 cd1f0a a356736e c406 010502 000000";

  private final RecordValues values = new RecordValues();

  @Test
  void readsWhatReleasesSend() {
    assertThat(read(Formats.ALIVE, hex(ALIVE))).isTrue();

    assertThat(values.u32(0)).isEqualTo(0x12345);
    assertThat(values.text(1)).isEqualTo("node-7");
    assertThat(values.bytes(2)).isEqualTo(hex("7f000001"));
    assertThat(values.u16(3)).isEqualTo(7946);
    assertThat(values.bytes(4)).isNull();
    assertThat(values.bytes(5)).isEqualTo(hex("010502000000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c0", // nil
        "95 05 a162 a47f000001 cd1f0a a163", // by position
        "81 a3666f6f 05", // unknown field
        "81 a55365714e6f d305", // ends early
        "81 a55365714e6f ff", // negative
        "81 a55365714e6f cf0000000000000005", // 64 bits
        "81 a44e6f6465 db00000001 61" // long text
      })
  void leavesTheRestToTheGeneralWay(String body) {
    assertThat(read(Formats.PING, hex(body))).isFalse();
  }

  @Test
  void agreesWithTheGeneralWayHoweverTheInputIsBroken() throws IOException {
    var formats = List.of(Formats.ALIVE, Formats.PING, Formats.INDIRECT_PING, Formats.NODE_STATE);
    var random = new SplittableRandom(1);
    var general = new MsgpackReader();
    var expected = new RecordValues();
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      var body = mutated(hex(ALIVE), random);
      var format = formats.get(i % 16 == 0 ? random.nextInt(formats.size()) : 0);
      if (read(format, body)) {
        read++;
        general.reset(body, 0, body.length).record(format, expected);
        for (int field = 0; field < format.size(); field++) {
          assertThat(values.number(field))
              .as("%d: field %d", i, field)
              .isEqualTo(expected.number(field));
          if (format.kind(field) == RecordFormat.Kind.TEXT) {
            assertThat(values.text(field))
                .as("%d: field %d", i, field)
                .isEqualTo(expected.text(field));
          } else {
            assertThat(values.bytes(field))
                .as("%d: field %d", i, field)
                .isEqualTo(expected.bytes(field));
          }
        }
      }
    }
    assertThat(read).isGreaterThan(10_000);
  }

  private boolean read(RecordFormat format, byte[] body) {
    return new UsualRecord(new Names(16)).read(body, 0, body.length, format, values);
  }

  /**
   * One to three bytes changed, sometimes to what means something, and sometimes the end cut off.
   */
  private static byte[] mutated(byte[] body, SplittableRandom random) {
    var telling = hex("80 81 85 87 8f a0 a4 bf c0 c2 c3 c4 c5 cc cd ce cf d0 d9 da 00 01 7f ff");
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      body[random.nextInt(body.length)] =
          random.nextBoolean() ? telling[random.nextInt(telling.length)] : (byte) random.nextInt();
    }
    int length = random.nextInt(8) == 0 ? random.nextInt(body.length) : body.length;
    return Arrays.copyOf(body, length);
  }
}
