package io.memberlist.simulator.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunTest {

  private static Outcome run(Experiment experiment, Profile profile, Reduction reduction)
      throws InterruptedException {
    return new ExperimentRun(experiment, profile, reduction, 10, 3, all -> {}).run(Variant.COMPAT);
  }

  @Test
  void everyPointIsRunWithSeedsThatFollowEachOther() throws InterruptedException {
    var runs = new AtomicInteger();
    var outcome =
        new ExperimentRun(
                new Dice(9), Profile.FULL, Reduction.NONE, 10, 3, all -> runs.addAndGet(all))
            .run(Variant.COMPAT);

    var results = outcome.results();
    assertThat(results.samples(results.points().get(0)))
        .extracting(Sample::seed)
        .containsExactly(10L, 11L, 12L, 13L);
    assertThat(results.of(results.points().get(0), Dice.SPOTS).sum()).isEqualTo(4 + 5 + 0 + 1);
    assertThat(runs).hasValue(6 * 6);
    assertThat(outcome.failures())
        .singleElement()
        .extracting(Verdict::measured)
        .isEqualTo("10.5 (10–11)");
  }

  @Test
  void theFullProfileLooksAtTheMeanAndTheQuickOneAtItsInterval() throws InterruptedException {
    assertThat(run(new Dice(10.4), Profile.FULL, Reduction.NONE).failures()).hasSize(1);
    assertThat(run(new Dice(10.4), Profile.QUICK, Reduction.NONE).failures()).isEmpty();
    assertThat(run(new Dice(9.9), Profile.QUICK, Reduction.NONE).failures()).hasSize(1);
  }

  @Test
  void aReductionLeavesOutLargePointsAndRepetitions() throws InterruptedException {
    var results = run(new Dice(9), Profile.FULL, new Reduction(0, 10, 2, "", 1)).results();

    assertThat(results.points()).extracting(Point::n).containsExactly(6);
    assertThat(results.samples(results.points().get(0))).hasSize(2);
  }

  @Test
  void aReductionLeavesOutSmallPoints() {
    var grid = Stream.of(5, 6, 7).map(n -> Point.of(n, 1)).toList();

    assertThat(new Reduction(6, 10, 2, "", 1).of(grid)).extracting(Point::n).containsExactly(6, 7);
  }

  @Test
  void aReductionKeepsSomeSituationsWithAllTheirMechanisms() {
    var grid =
        Stream.of("a", "b", "c")
            .flatMap(
                text ->
                    Stream.of(Lifeguard.NONE, Lifeguard.ALL)
                        .map(Point.of(5, 1).with(text, "", "")::with))
            .toList();

    assertThat(new Reduction(0, 10, 2, "", 2).of(grid))
        .extracting(Point::param1)
        .containsExactly("a", "a", "c", "c");
    assertThat(new Reduction(0, 10, 2, "b", 1).of(grid))
        .extracting(Point::param1)
        .containsOnly("b");
  }

  @Test
  void aReductionKeepsOneLoss() {
    var grid =
        Stream.of(0.1, 0.3, 0.35).map(Point.of(5, 1).with("a: loss", "", "")::withLoss).toList();

    assertThat(new Reduction(0, 10, 2, "loss 0.1", 1).of(grid))
        .extracting(Point::loss)
        .containsExactly(0.1);
  }

  @Test
  void aRunThatFailsSaysWithWhichSeed() {
    var broken =
        new Experiment() {
          @Override
          public String id() {
            return "E0";
          }

          @Override
          public String question() {
            return "?";
          }

          @Override
          public List<Point> grid(Profile profile, Variant variant) {
            return List.of(Point.of(2, 1));
          }

          @Override
          public Sample run(Point point, Variant variant, long seed) {
            throw new IllegalArgumentException("broken");
          }

          @Override
          public void judge(Results results, Verdicts verdicts) {}
        };

    assertThatThrownBy(() -> run(broken, Profile.QUICK, Reduction.NONE))
        .hasMessageContaining("seed 10")
        .hasMessageContaining("broken");
  }

  @Test
  void theReportHasEveryValueTheVerdictsAndTheFigures(@TempDir Path dir)
      throws IOException, InterruptedException {
    var outcome = run(new Dice(9), Profile.FULL, Reduction.NONE);

    Report.write(List.of(outcome), dir);
    Report.summarise(List.of(outcome), dir);

    assertThat(Files.readAllLines(dir.resolve("E0.csv")))
        .hasSize(7)
        .startsWith(
            "experiment,profile,lifeguard,n,alpha,beta,loss,param1,param2,param3,seed,metric,value,unit,hash",
            "E0,compat,all,6,4,6,0.0,\"red, or pink\",,,10,spots,4.0,,000000000000000a");
    assertThat(Files.readString(dir.resolve("E0.md")))
        .contains("| mean, blue | ≤ 9 | 10.5 (10–11) | FAIL |")
        .contains("| 6 | all | 4 | 0 % | red, or pink | spots | 4 | 2.5 | 1 | 5 | 5 |");
    assertThat(Files.readString(dir.resolve("E0-spots.svg")))
        .startsWith("<svg")
        .contains("ours &lt; theirs")
        .endsWith("</svg>\n");
    assertThat(Files.readString(dir.resolve("summary.md"))).contains("FAIL");
  }
}
