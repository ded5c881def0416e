package io.memberlist.simulator.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.simulator.SimulationFailure;
import io.memberlist.simulator.check.Coverage;
import io.memberlist.simulator.check.Coverage.Met;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fixed set of random campaigns; further ones by {@code memberlist-cli simulate campaign}. */
class CampaignTest {

  private static void runAll(long from, long to, int mostNodes) {
    var coverage = new Coverage();
    for (long seed = from; seed <= to; seed++) {
      coverage.addAll(CampaignRun.run(seed, mostNodes, null).coverage());
    }
    for (var met : Met.values()) {
      assertThat(coverage.of(met)).describedAs("%s in %s", met, coverage).isPositive();
    }
  }

  @Test
  void smallClustersSurviveRandomFaults() {
    runAll(1, 50, 8);
  }

  @Test
  void clustersOfAnySizeSurviveRandomFaults() {
    runAll(1001, 1012, CampaignRun.MOST_NODES);
  }

  /**
   * 113222 joins again at a new address while the dead record of the old one keeps its name; with
   * the others the one join that should heal a cut fails.
   */
  @ParameterizedTest
  @ValueSource(longs = {113222, 113468, 114531, 114876})
  void seedsThatFailedOnce(long seed) {
    assertThat(CampaignRun.run(seed, 16, null).convergence()).isPositive();
  }

  @Test
  void aSeedMeansTheSameEveryTime() {
    assertThat(CampaignRun.run(7, 6, null).hash()).isEqualTo(CampaignRun.run(7, 6, null).hash());
  }

  @Test
  void theEventLogHasOneObjectALineAndChangesNothing() throws IOException {
    var log = new StringWriter();

    var logged = CampaignRun.run(7, 6, log);

    assertThat(logged.hash()).isEqualTo(CampaignRun.run(7, 6, null).hash());
    assertThat(log.toString().lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("{\"t\":") && line.endsWith("}"))
        .anyMatch(line -> line.contains("\"ev\":\"suspect\""));
  }

  @Test
  void aFailureSaysHowToRepeatIt() {
    var failing =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) {
            throw new IllegalStateException("no room");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> CampaignRun.run(7, 6, failing))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("no room")
        .hasMessageContaining("memberlist-cli simulate replay --seed 7 --nodes 6");
  }
}
