package io.memberlist.spring.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedSpreadTest {

  @ParameterizedTest
  @CsvSource({"1,400", "10,400", "11,500", "100,700", "500,900", "10000,1200", "50000,1200"})
  void l_12_3_theMeanOfTheExperimentRoundedUp(int members, long millis) {
    assertThat(ExpectedSpread.millis(Config.lan().build(), members)).isEqualTo(millis);
  }

  @Test
  void itScalesWithTheGossipIntervalAndTheFanOut() {
    var config = Config.lan();

    config.gossipInterval(Duration.ofMillis(500));
    assertThat(ExpectedSpread.millis(config.build(), 1000)).isEqualTo(2200);
    config.gossipNodes(15);
    assertThat(ExpectedSpread.millis(config.build(), 1000)).isEqualTo(1100);
    config.gossipInterval(Duration.ZERO);
    assertThat(ExpectedSpread.millis(config.build(), 1000)).isZero();
  }
}
