package io.memberlist.simulator.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  private static final Statistics TO_HUNDRED =
      new Statistics(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

  @Test
  void percentilesAreByNearestRank() {
    assertThat(TO_HUNDRED.median()).isEqualTo(50);
    assertThat(TO_HUNDRED.percentile(99)).isEqualTo(99);
    assertThat(TO_HUNDRED.max()).isEqualTo(100);
    assertThat(new Statistics(3, 1, 2).median()).isEqualTo(2);
  }

  @Test
  void whatDidNotHappenIsLeftOut() {
    var some = new Statistics(1, Double.NaN, 3);

    assertThat(some.size()).isEqualTo(2);
    assertThat(some.mean()).isEqualTo(2);
    assertThat(new Statistics().mean()).isNaN();
    assertThat(new Statistics().max()).isNaN();
  }

  @Test
  void theIntervalHoldsTheMeanAndIsTheSameEveryTime() {
    var interval = TO_HUNDRED.meanInterval();

    assertThat(interval.low()).isBetween(44.0, 46.0);
    assertThat(interval.high()).isBetween(55.0, 57.0);
    assertThat(TO_HUNDRED.meanInterval()).isEqualTo(interval);
  }
}
