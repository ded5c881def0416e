package io.memberlist.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

  @Test
  void aCampaignSaysHowManyRunsHeldAndWhatTheyMet() {
    var result = Cli.run("simulate", "campaign", "--seeds", "1..3", "--nodes", "6");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("3 runs, 0 failed").contains("suspicion ");
  }

  @Test
  void aReplayIsTheSameEveryTimeAndWritesItsEvents(@TempDir Path dir) throws IOException {
    var events = dir.resolve("events.jsonl");

    var first = Cli.run("simulate", "replay", "--seed", "2", "--nodes", "6");
    var second =
        Cli.run("simulate", "replay", "--seed", "2", "--nodes", "6", "--events", events.toString());

    assertThat(first.exitCode()).isZero();
    assertThat(second.out()).isEqualTo(first.out()).contains("seed 2 held").contains("hash ");
    assertThat(Files.readAllLines(events))
        .allMatch(line -> line.startsWith("{\"t\":"))
        .isNotEmpty();
  }

  @Test
  void theSpeedOfAnIdleClusterIsTold() {
    var result = Cli.run("simulate", "speed", "--nodes", "5", "--seconds", "20");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("5 nodes idle: 200 packets");
  }

  @Test
  void theExperimentsAreListed() {
    var result = Cli.run("simulate", "list");

    assertThat(result.lines()).hasSize(9).first().asString().startsWith("E1  Is detection");
  }

  @Test
  void anExperimentPrintsItsVerdictsAndWritesTables(@TempDir Path dir) throws IOException {
    var result =
        Cli.run(
            "simulate", "E6", "--variant", "both", "--repetitions", "1", "--out", dir.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("E6, compat, seeds from 1", "E6, improved", "| PASS |", "All gates hold.");
    assertThat(Files.readAllLines(dir.resolve("E6.csv"))).hasSize(1 + 2 * 8);
    assertThat(dir.resolve("E6.md")).content().contains("## compat", "## improved");
    assertThat(dir.resolve("E6-bootstrap-improved.svg")).exists();
  }

  @Test
  void whatTheAdditionsGainStandsInATable() {
    var result = Cli.run("simulate", "gains", "--runs", "3", "--only", "process, 8|second");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines().skip(2))
        .hasSize(2)
        .allMatch(line -> line.matches("\\| .* \\| 3 \\| \\S+ / \\S+ \\| \\S+ / \\S+ \\|"));
  }

  @Test
  void aBroadcastIsCounted() {
    var result = Cli.run("simulate", "broadcast", "--runs", "2", "--nodes", "10", "--loss", "0.1");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("2 of 2 messages reached all 9 others, 0 members missed");
  }

  @Test
  void wrongUsageIsExplained() {
    var backwards = Cli.run("simulate", "campaign", "--seeds", "9..3");
    var alone = Cli.run("simulate", "campaign", "--seeds", "1", "--nodes", "1");
    var nothing = Cli.run("simulate");

    assertThat(backwards.exitCode()).isEqualTo(2);
    assertThat(backwards.err()).contains("ends before it begins");
    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err()).contains("at least 2");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("E1 to E9, campaign, replay, speed, gains or broadcast");
  }
}
