package io.memberlist.simulator.experiment.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.simulator.experiment.Experiment;
import io.memberlist.simulator.experiment.ExperimentRun;
import io.memberlist.simulator.experiment.Outcome;
import io.memberlist.simulator.experiment.Profile;
import io.memberlist.simulator.experiment.Reduction;
import io.memberlist.simulator.experiment.Report;
import io.memberlist.simulator.experiment.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The quick profile of all experiments; tables and figures are in {@code target/experiments}. */
class PapersTest {

  private static final Path OUTPUT = Path.of("target", "experiments");
  private static final List<Outcome> ALL = new ArrayList<>();

  static List<Experiment> experiments() {
    return Papers.all();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void theGatesHold(Experiment experiment) throws IOException, InterruptedException {
    int threads = Math.min(4, Runtime.getRuntime().availableProcessors());

    var outcome =
        new ExperimentRun(experiment, Profile.QUICK, Reduction.NONE, 1, threads, all -> {})
            .run(Variant.COMPAT);

    ALL.add(outcome);
    Report.write(List.of(outcome), OUTPUT);
    assertThat(outcome.failures()).as(Report.verdicts(outcome)).isEmpty();
  }

  @AfterAll
  static void summarise() throws IOException {
    Report.summarise(ALL, OUTPUT);
  }

  @Test
  void theyAreFoundByTheirId() {
    assertThat(Papers.of("e1")).get().extracting(Experiment::id).isEqualTo("E1");
    assertThat(Papers.of("E99")).isEmpty();
  }
}
