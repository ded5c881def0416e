package io.memberlist.cli;

import io.memberlist.cli.agent.AgentCommand;
import io.memberlist.cli.cluster.ClusterCommand;
import io.memberlist.cli.decode.DecodeCommand;
import io.memberlist.cli.table.MembersCommand;
import io.memberlist.cli.table.WatchCommand;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The executable jar. Exit codes: 0 done, 1 the operation failed, 2 wrong usage. */
@Command(
    name = "memberlist",
    description = "Runs, watches and debugs members of memberlist clusters.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Provider.class,
    subcommands = {
      AgentCommand.class,
      MembersCommand.class,
      WatchCommand.class,
      KeygenCommand.class,
      DecodeCommand.class,
      ClusterCommand.class,
      VersionCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  public Main() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line with its treatment of errors: one sentence on standard error. */
  public static CommandLine commandLine() {
    var line = new CommandLine(new Main());
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler((failure, command, parsed) -> failed(command, failure));
    return line;
  }

  private static int wrongUsage(ParameterException wrong, String[] args) {
    var command = wrong.getCommandLine();
    command
        .getErr()
        .println(
            oneLine(wrong.getMessage())
                + "; see "
                + command.getCommandSpec().qualifiedName()
                + " --help");
    return 2;
  }

  private static int failed(CommandLine command, Exception failure) {
    command
        .getErr()
        .println(oneLine(failure.getMessage() == null ? failure.toString() : failure.getMessage()));
    return 1;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
