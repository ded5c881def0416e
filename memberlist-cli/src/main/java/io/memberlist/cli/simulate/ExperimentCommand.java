package io.memberlist.cli.simulate;

import io.memberlist.cli.Stdio;
import io.memberlist.simulator.experiment.Experiment;
import io.memberlist.simulator.experiment.ExperimentRun;
import io.memberlist.simulator.experiment.Outcome;
import io.memberlist.simulator.experiment.Profile;
import io.memberlist.simulator.experiment.Reduction;
import io.memberlist.simulator.experiment.Report;
import io.memberlist.simulator.experiment.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one experiment, writes what came of it, and prints the verdicts. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
final class ExperimentCommand implements Callable<Integer> {

  /** Which variants to run. */
  enum Variants {
    COMPAT,
    IMPROVED,
    BOTH
  }

  private final Stdio stdio;
  private final Experiment experiment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--profile",
      paramLabel = "quick|full",
      defaultValue = "quick",
      description = "How much of the grid is run (${DEFAULT-VALUE}).")
  private Profile profile = Profile.QUICK;

  @Option(
      names = "--variant",
      paramLabel = "compat|improved|both",
      defaultValue = "compat",
      description = "Which behaviour is examined (${DEFAULT-VALUE}).")
  private Variants variants = Variants.COMPAT;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the first repetition; the others have the next (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/experiments",
      description = "Takes CSV, Markdown and figures (${DEFAULT-VALUE}).")
  private Path directory = Path.of("");

  @Option(
      names = "--min-nodes",
      paramLabel = "N",
      description = "Leaves points of the grid with fewer members out.")
  private int minNodes;

  @Option(
      names = "--max-nodes",
      paramLabel = "N",
      description = "Leaves points of the grid with more members out.")
  private int maxNodes = Integer.MAX_VALUE;

  @Option(names = "--repetitions", paramLabel = "N", description = "Runs no point more often.")
  private int repetitions = Integer.MAX_VALUE;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Runs only points with that in one of their parameters, or with 'loss 0.3'.")
  private String only = "";

  @Option(
      names = "--thin",
      paramLabel = "K",
      defaultValue = "1",
      description = "Runs each K-th situation of the grid, with all mechanisms and multipliers.")
  private int thin = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at the same time (one per core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  ExperimentCommand(Stdio stdio, Experiment experiment) {
    this.stdio = stdio;
    this.experiment = experiment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (maxNodes < 2 || repetitions < 1 || threads < 1 || thin < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--max-nodes must be at least 2; --repetitions, --thin and --threads at least 1");
    }
    var out = spec.commandLine().getOut();
    var outcomes = outcomes(new Reduction(minNodes, maxNodes, repetitions, only, thin));
    Report.write(outcomes, directory);
    int failed = 0;
    for (var outcome : outcomes) {
      out.printf(
          Locale.ROOT,
          "%s, %s, seeds from %d, %.0f s%n%n%s%n",
          experiment.id(),
          outcome.results().variant(),
          seed,
          outcome.seconds(),
          Report.verdicts(outcome));
      failed += outcome.failures().size();
    }
    out.println(failed == 0 ? "All gates hold." : failed + " gates do not hold.");
    return failed == 0 ? 0 : 1;
  }

  /** What the improved variant must not do more often than compat is counted in both. */
  private List<Outcome> outcomes(Reduction reduction) throws InterruptedException {
    if (variants == Variants.COMPAT) {
      return List.of(run(Variant.COMPAT, reduction));
    }
    if (variants == Variants.IMPROVED && experiment.noMoreThanCompat().isEmpty()) {
      return List.of(run(Variant.IMPROVED, reduction));
    }
    var compat = run(Variant.COMPAT, reduction);
    var improved = run(Variant.IMPROVED, reduction).against(compat);
    return variants == Variants.BOTH ? List.of(compat, improved) : List.of(improved);
  }

  private Outcome run(Variant variant, Reduction reduction) throws InterruptedException {
    var bar = new ProgressBar(stdio, experiment.id() + ", " + variant);
    var outcome =
        new ExperimentRun(experiment, profile, reduction, seed, threads, bar).run(variant);
    bar.end();
    return outcome;
  }
}
