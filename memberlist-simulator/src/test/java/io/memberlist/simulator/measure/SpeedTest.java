package io.memberlist.simulator.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpeedTest {

  @Test
  void anIdleClusterDeliversTwoPacketsANodeAndSecond() {
    var speed = Speed.idle(10, Duration.ofSeconds(100), false);

    assertThat(speed.packets()).isEqualTo(2000);
    assertThat(speed.packetsPerSecond()).isPositive();
    assertThat(speed.meanBytes()).isBetween(20.0, 100.0);
  }

  @Test
  void aBusyClusterFillsItsPackets() {
    var speed = Speed.busy(128, Duration.ofSeconds(5), false);

    assertThat(speed.meanBytes()).isBetween(1000.0, 1400.0);
  }
}
