package io.memberlist.cli.simulate;

import io.memberlist.cli.Stdio;
import io.memberlist.simulator.experiment.paper.Papers;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything that runs in virtual time. */
@Command(
    name = "simulate",
    description =
        "Runs clusters in virtual time: experiments, random fault campaigns, their repetition,"
            + " figures.",
    subcommands = {
      ListCommand.class,
      CampaignCommand.class,
      ReplayCommand.class,
      SpeedCommand.class,
      GainsCommand.class,
      BroadcastCommand.class
    })
public final class SimulateCommand implements Runnable {

  private final Stdio stdio;
  private CommandSpec spec = CommandSpec.create();

  /** A command between these streams. */
  public SimulateCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  /** Picocli gives what it has read from the annotations; the experiments come to it. */
  @Spec
  void spec(CommandSpec read) {
    spec = read;
    for (var experiment : Papers.all()) {
      var command = new CommandLine(new ExperimentCommand(stdio, experiment));
      command.getCommandSpec().usageMessage().description(experiment.question());
      read.addSubcommand(experiment.id(), command);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: list, E1 to E9, campaign, replay, speed, gains or broadcast");
  }
}
