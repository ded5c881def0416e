package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulasTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  @ParameterizedTest
  @CsvSource({"5, 1000", "10, 1000", "50, 1698", "100, 2000", "500, 2698", "1000, 3000"})
  void frm_01_suspicionTimeoutGrowsWithTheLogarithm(int nodes, long thirdMillis) {
    assertThat(Formulas.suspicionTimeout(3, nodes, SECOND) / 3).isEqualTo(thirdMillis * MILLI);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4000",
    "1, 4000",
    "10, 4000",
    "11, 4164",
    "50, 6792",
    "99, 7980",
    "100, 8000",
    "500, 10792",
    "999, 11996",
    "1000, 12000",
    "10000, 16000"
  })
  void suspicionTimeoutIsThatOfTheTable(int nodes, long millis) {
    assertThat(Formulas.suspicionTimeout(4, nodes, SECOND)).isEqualTo(millis * MILLI);
  }

  @Test
  void def_33_probeIntervalsBelowAMillisecondKeepTheirSuspicionTime() {
    assertThat(Formulas.suspicionTimeout(4, 2, 100_000)).isEqualTo(400_000);
    assertThat(Formulas.suspicionTime(0, 0, 400_000, 2_400_000)).isEqualTo(400_000);
    assertThat(Formulas.suspicionTime(2, 2, 400_000, 2_400_000)).isEqualTo(400_000);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 0, 0",
    "3, 1, 3",
    "3, 99, 6",
    "1, 10, 2",
    "4, 9, 4",
    "4, 10, 8",
    "4, 100, 12",
    "4, 9999, 16"
  })
  void frm_02_retransmitLimitCountsDecimalDigits(int mult, int nodes, int limit) {
    assertThat(Formulas.retransmitLimit(mult, nodes)).isEqualTo(limit);
  }

  @Test
  void frm_03_pushPullIntervalStretchesFrom33NodesOn() {
    assertThat(IntStream.rangeClosed(0, 32))
        .allMatch(nodes -> Formulas.pushPullInterval(SECOND, nodes) == SECOND);
    assertThat(IntStream.rangeClosed(33, 64))
        .allMatch(nodes -> Formulas.pushPullInterval(SECOND, nodes) == 2 * SECOND);
    assertThat(IntStream.rangeClosed(65, 128))
        .allMatch(nodes -> Formulas.pushPullInterval(SECOND, nodes) == 3 * SECOND);
    assertThat(Formulas.pushPullInterval(SECOND, 256)).isEqualTo(4 * SECOND);
    assertThat(Formulas.pushPullInterval(SECOND, 257)).isEqualTo(5 * SECOND);
    assertThat(Formulas.pushPullInterval(SECOND, 1000)).isEqualTo(6 * SECOND);
  }

  @Test
  void frm_04_randomOffsetsDoNotCollide() {
    var random = new Random(4);

    var drawn =
        IntStream.range(0, 100)
            .mapToLong(i -> Formulas.randomOffset(random, 1L << 31))
            .boxed()
            .toList();

    assertThat(drawn).doesNotHaveDuplicates().allMatch(offset -> offset >= 0 && offset < 1L << 31);
  }

  @Test
  void frm_05_offsetInNoIntervalIsZero() {
    assertThat(Formulas.randomOffset(new Random(5), 0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3, 0, 2, 30, 30000",
    "1, 3, 2, 2, 30, 14000",
    "2, 3, 3, 2, 30, 4810",
    "3, 3, 4, 2, 30, -2000",
    "4, 3, 5, 2, 30, -3000",
    "5, 3, 10, 2, 30, -8000",
    "1, 2, 0, 4, 24, 11381",
    "2, 2, 0, 4, 24, 4000"
  })
  void susp_14_remainingTimeShrinksWithConfirmations(
      int confirmations, int wanted, long elapsed, long min, long max, long remainingMillis) {
    long end = Formulas.suspicionTime(confirmations, wanted, min * SECOND, max * SECOND);

    assertThat(end - elapsed * SECOND).isEqualTo(remainingMillis * MILLI);
  }
}
