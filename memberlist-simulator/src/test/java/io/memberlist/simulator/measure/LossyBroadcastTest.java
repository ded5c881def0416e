package io.memberlist.simulator.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LossyBroadcastTest {

  @Test
  void s_133_eventsReachAllMembersInSpiteOfThirtyPercentLoss() {
    for (long seed = 1; seed <= 40; seed++) {
      var broadcast = LossyBroadcast.run(seed, 100, 0.3);

      assertThat(broadcast.reached()).as("seed %d", seed).isEqualTo(99);
      assertThat(broadcast.last()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
    }
  }

  @Test
  void whatIsLostAltogetherReachesNobody() {
    var broadcast = LossyBroadcast.run(1, 10, 1);

    assertThat(broadcast.reached()).isZero();
    assertThat(broadcast.complete()).isFalse();
  }
}
