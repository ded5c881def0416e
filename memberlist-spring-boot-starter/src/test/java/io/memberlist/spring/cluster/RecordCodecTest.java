package io.memberlist.spring.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  private final RecordClusterEventCodec codec = new RecordClusterEventCodec();

  enum Colour {
    RED,
    BLUE
  }

  record Inner(int number, long big, boolean flag) {}

  record Everything(
      String text,
      Colour colour,
      double fraction,
      Inner inner,
      List<Inner> list,
      Map<String, Integer> map,
      String missing) {}

  record Older(String text, Colour colour) {}

  record Recursive(List<Recursive> children) {}

  record Amount(BigDecimal value) {}

  private static final Everything EVENT =
      new Everything(
          "grüße",
          Colour.BLUE,
          1.5,
          new Inner(-1, Long.MAX_VALUE, true),
          List.of(new Inner(1, 2, false), new Inner(3, 4, true)),
          Map.of("a", 1),
          null);

  @Test
  void s_132_recordsComeBackAsTheyWere() {
    assertThat(codec.supports(Everything.class)).isTrue();
    assertThat(codec.read(codec.write(EVENT), Everything.class)).isEqualTo(EVENT);
  }

  @Test
  void s_132_fieldsMayBeAddedLater() {
    assertThat(codec.read(codec.write(EVENT), Older.class))
        .isEqualTo(new Older("grüße", Colour.BLUE));
    assertThat(codec.read(codec.write(new Older("a", Colour.RED)), Everything.class).inner())
        .isNull();
  }

  @Test
  void s_132_otherTypesAreLeftToOtherCodecs() {
    assertThat(codec.supports(Recursive.class)).isFalse();
    assertThat(codec.supports(Amount.class)).isFalse();
    assertThat(codec.supports(String.class)).isFalse();
  }

  @Test
  void s_130_garbageIsRefused() {
    for (var garbage :
        List.of(
            new byte[] {},
            new byte[] {(byte) 0xc0},
            new byte[] {(byte) 0xdf, -1, -1, -1, -1},
            new byte[] {1, 2, 3})) {
      assertThatThrownBy(() -> codec.read(garbage, Older.class))
          .isInstanceOf(RuntimeException.class);
    }
  }
}
