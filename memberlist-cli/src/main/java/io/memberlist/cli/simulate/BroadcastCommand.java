package io.memberlist.cli.simulate;

import io.memberlist.simulator.measure.LossyBroadcast;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how many members a cluster broadcast reaches while packets get lost. */
@Command(
    name = "broadcast",
    description = "Measures how many members a cluster broadcast reaches while packets get lost.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class BroadcastCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1000",
      description = "One message in a cluster of its own each (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "100",
      description = "Size of the cluster (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--loss",
      paramLabel = "P",
      defaultValue = "0.3",
      description = "Probability that a packet is lost (${DEFAULT-VALUE}).")
  private double loss;

  /** Picocli makes it. */
  public BroadcastCommand() {}

  @Override
  public Integer call() {
    if (runs < 1 || nodes < 2 || !(loss >= 0 && loss <= 1)) {
      throw new ParameterException(
          spec.commandLine(), "--runs must be at least 1, --nodes 2, --loss between 0 and 1");
    }
    int complete = 0;
    long missed = 0;
    var last = Duration.ZERO;
    for (long seed = 1; seed <= runs; seed++) {
      var broadcast = LossyBroadcast.run(seed, nodes, loss);
      complete += broadcast.complete() ? 1 : 0;
      missed += broadcast.members() - broadcast.reached();
      last = broadcast.last().compareTo(last) > 0 ? broadcast.last() : last;
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%d of %d messages reached all %d others, %d members missed one, slowest %.2f s%n",
            complete,
            runs,
            nodes - 1,
            missed,
            last.toMillis() / 1e3);
    return 0;
  }
}
