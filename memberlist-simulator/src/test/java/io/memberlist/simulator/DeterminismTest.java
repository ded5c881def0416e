package io.memberlist.simulator;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Keyring;
import io.memberlist.simulator.network.LinkConditions;
import org.junit.jupiter.api.Test;

/**
 * The same seed gives the same run, whatever the machine and the version of Java: the hashes are
 * stored here. Who changes what nodes send, on purpose, stores the new ones in the same commit.
 */
class DeterminismTest {

  private static long quiet(long seed) {
    var cluster = SimCluster.of(seed).nodes(8).joined();
    cluster.run(ofSeconds(60));
    return cluster.hash();
  }

  private static long lossy(long seed) {
    var link =
        LinkConditions.DEFAULT
            .withDelay(ofMillis(1), ofMillis(30))
            .withLoss(0.2)
            .withDisorder(0.05, 0.1, 0.02)
            .withCorruption(0.01);
    var cluster = SimCluster.of(seed).nodes(12).network(link).started();
    for (int i = 1; i < 12; i++) {
      cluster.node(i).join(cluster.node(0));
    }
    cluster.run(ofSeconds(20));
    cluster.node(3).kill();
    cluster.node(4).pause(ofSeconds(7));
    cluster.run(ofSeconds(60));
    return cluster.hash();
  }

  private static long sealed(long seed) {
    var key = new byte[16];
    var cluster =
        SimCluster.of(seed)
            .nodes(5)
            .config(c -> c.keyring(Keyring.of(key)).label("blue").enableCompression(true))
            .improved()
            .joined();
    cluster.run(ofSeconds(40));
    return cluster.hash();
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    assertThat(lossy(11)).isEqualTo(lossy(11)).isNotEqualTo(lossy(12));
  }

  @Test
  void theHashesAreThoseOfEveryMachine() {
    assertThat(new long[] {quiet(1), lossy(2), sealed(3)})
        .containsExactly(8396405167390110378L, 8365189154356863094L, 5936661476583447479L);
  }
}
