package io.memberlist.cli.simulate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything that runs in virtual time. */
@Command(
    name = "simulate",
    description = "Runs clusters in virtual time: random fault campaigns, their repetition, speed.",
    subcommands = {CampaignCommand.class, ReplayCommand.class, SpeedCommand.class})
public final class SimulateCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  public SimulateCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: campaign, replay or speed");
  }
}
