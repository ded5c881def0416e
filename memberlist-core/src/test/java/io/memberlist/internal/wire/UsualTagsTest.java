package io.memberlist.internal.wire;

import static io.memberlist.internal.codec.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way may refuse anything, but never says anything else than the general way (§22.2). */
class UsualTagsTest {

  private static final String TAGS = "83 a4726f6c65 a3776562 a2c3bc da0002c3a4 d902 6463 a0";

  @Test
  void readsWhatIsSent() {
    assertThat(UsualTags.read(hex(TAGS), 0))
        .containsExactlyInAnyOrderEntriesOf(Map.of("role", "web", "ü", "ä", "dc", ""));
    assertThat(UsualTags.read(hex("ff de0001 a161 a162 00"), 1))
        .containsExactly(Map.entry("a", "b"));
    assertThat(UsualTags.read(hex("80"), 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // ends early
        "c0", // nil
        "90", // no map
        "81 a161", // ends early
        "81 a161 c0", // nil as a value
        "81 a161 c40162", // bytes
        "81 a161 a2ff00", // not UTF-8
        "df00000001 a161 a162", // long map
        "81 a161 db0000000162" // long text
      })
  void leavesTheRestToTheGeneralWay(String tags) {
    assertThat(UsualTags.read(hex(tags), 0)).isNull();
  }

  @Test
  void agreesWithTheGeneralWayHoweverTheInputIsBroken() throws IOException {
    var random = new SplittableRandom(1);
    var general = new MsgpackReader();
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      var bytes = hex(TAGS);
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(3));
      var tags = UsualTags.read(bytes, 0);
      if (tags != null) {
        read++;
        assertThat(tags).as("%d", i).isEqualTo(general.reset(bytes, 0, bytes.length).textMap());
      }
    }
    assertThat(read).isGreaterThan(10_000);
  }
}
