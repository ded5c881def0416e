package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.metrics.Metric;
import org.junit.jupiter.api.Test;

class HealthScoreTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void health_01_scoreIsClampedAndScales() {
    var health = new HealthScore(8, new RecordingOutput());
    int[] deltas = {0, -1, -10, 1, -1, 10, -1, -1, -1, -1, -1, -1, -1, -1};
    int[] scores = {0, 0, 0, 1, 0, 7, 6, 5, 4, 3, 2, 1, 0, 0};

    for (int i = 0; i < deltas.length; i++) {
      health.apply(deltas[i]);

      assertThat(health.value()).as("after step " + i).isEqualTo(scores[i]);
      assertThat(health.scale(SECOND)).isEqualTo((scores[i] + 1) * SECOND);
    }
  }

  @Test
  void multiplierOfOneSwitchesItOff() {
    var health = new HealthScore(1, new RecordingOutput());

    health.apply(5);

    assertThat(health.value()).isZero();
    assertThat(health.scale(SECOND)).isEqualTo(SECOND);
  }

  @Test
  void gaugeIsSetOnlyWhenTheScoreChanged() {
    var output = new RecordingOutput();
    var health = new HealthScore(3, output);

    health.apply(0);
    assertThat(health.version()).isZero();

    health.apply(2);
    health.apply(1);
    assertThat(output.gauge(Metric.HEALTH_SCORE)).isEqualTo(2);
    assertThat(health.version()).isEqualTo(1);
  }
}
