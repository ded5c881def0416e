package io.memberlist.simulator.measure;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The goals of the additions of §21.1; {@code simulate gains} measures the same with more runs. */
class GainsTest {

  private static final Gains COMPAT = new Gains(false);
  private static final Gains IMPROVED = new Gains(true);

  @Test
  void hundredsOfNodesBootstrapThroughOneSeedInTenSeconds() {
    assertThat(IMPROVED.bootstrap(1, 256, Config::lan, ofSeconds(1))).isLessThan(ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({"8, 40", "32, 10", "128, 1"})
  void whoStartsAtOnceWithTheLocalPresetConvergesInThreeSeconds(int nodes, int runs) {
    var times =
        Spread.of(runs, seed -> IMPROVED.bootstrap(seed, nodes, Config::local, ofMillis(200)));

    assertThat(times.max()).isLessThanOrEqualTo(ofSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 32})
  void fortyParallelStartsTakeThreeSecondsAtMost(int nodes) {
    var times = Spread.of(40, seed -> IMPROVED.bootstrap(seed, nodes, Config::lan, ofMillis(200)));

    assertThat(times.max()).isLessThanOrEqualTo(ofSeconds(3));
  }

  @Test
  void withoutTheAdditionsSomeStartWaitsForTheNextStateExchange() {
    var times = Spread.of(100, seed -> COMPAT.bootstrap(seed, 8, Config::lan, ofMillis(200)));

    assertThat(times.above(ofSeconds(10))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT30S", "PT10M", "PT24H"})
  void aCutOfAnyLengthHealsInAMinuteWithoutARefutationStorm(Duration cut) {
    var healing = IMPROVED.heal(1, cut.compareTo(ofHours(1)) > 0 ? 8 : 32, cut);

    assertThat(healing.took()).isLessThanOrEqualTo(ofSeconds(60));
    assertThat(healing.most()).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 32})
  void aKilledProcessIsNoticedByAllInTwoSeconds(int nodes) {
    var times = Spread.of(60, seed -> IMPROVED.crash(seed, nodes));

    assertThat(times.median()).isLessThanOrEqualTo(ofSeconds(2));
  }

  @Test
  void aMachineThatVanishesIsTreatedAsBefore() {
    var times = Spread.of(20, seed -> IMPROVED.powerOff(seed, 32));

    assertThat(times.sorted().get(0)).as("the shortest suspicion").isGreaterThan(ofSeconds(6));
  }

  @Test
  void aFirewallThatRefusesStreamsCausesNoFalseDeath() {
    assertThat(IMPROVED.wronglyDead(1, 32, 0.05, ofMinutes(20)))
        .isLessThanOrEqualTo(COMPAT.wronglyDead(1, 32, 0.05, ofMinutes(20)));
  }

  @Test
  void twoSurvivorsNoticeASecondFailureInEightSeconds() {
    var improved = Spread.of(40, IMPROVED::secondCrash);

    assertThat(improved.max()).isLessThanOrEqualTo(ofSeconds(8));
    assertThat(Spread.of(40, COMPAT::secondCrash).median()).isGreaterThan(ofSeconds(12));
  }
}
