package io.memberlist.cli.simulate;

import io.memberlist.simulator.experiment.paper.Papers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Names the experiments. */
@Command(
    name = "list",
    description = "Names the experiments and the questions they answer.",
    mixinStandardHelpOptions = true)
public final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  public ListCommand() {}

  @Override
  public void run() {
    for (var experiment : Papers.all()) {
      spec.commandLine().getOut().println(experiment.id() + "  " + experiment.question());
    }
  }
}
