package io.memberlist.simulator.experiment.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.simulator.experiment.Experiment;
import io.memberlist.simulator.experiment.Point;
import io.memberlist.simulator.experiment.Profile;
import io.memberlist.simulator.experiment.Variant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two runs of an experiment with one seed are the same run, to the last packet. */
class RepeatabilityTest {

  static List<Experiment> experiments() {
    return Papers.all();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void theSameSeedGivesTheSameRun(Experiment experiment) {
    var smallest =
        experiment.grid(Profile.QUICK, Variant.COMPAT).stream()
            .min(Comparator.comparingInt(Point::n))
            .orElseThrow();

    assertSameTwice(experiment, smallest);
  }

  @Test
  void restartsThatGoOnAtTheSameTimeEndInTheSameOrder() {
    assertSameTwice(
        new RollingRestart(), Point.of(50, 1).with("graceful; same", "0.5 s", "0 s; 20"));
  }

  private static void assertSameTwice(Experiment experiment, Point point) {
    long first = experiment.run(point, Variant.COMPAT, 1).hash();

    assertThat(first).as("%s, %s", experiment.id(), point).isNotZero();
    assertThat(experiment.run(point, Variant.COMPAT, 1).hash()).isEqualTo(first);
  }
}
