package io.memberlist.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The executable jar. Exit codes: 0 done, 1 the operation failed, 2 wrong usage. */
@Command(
    name = "memberlist",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Runs, watches and debugs members of memberlist clusters (SWIM gossip), whether "
            + "their nodes run this library, HashiCorp's or Serf.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "%nExamples:",
      "  memberlist agent --name a --port 7946                 runs a node",
      "  memberlist agent --name b --join 127.0.0.1:7946       runs another beside it",
      "  memberlist members --join 127.0.0.1:7946              shows who is there",
      "  memberlist decode --pcap capture.pcapng               explains a capture",
      "%nEvery command has --help, and --json for programs.",
      "Exit codes: 0 done, 1 the operation failed, 2 wrong usage."
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  private Main() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Stdio.system(), args));
  }

  /** Runs one command; gives its exit code. */
  public static int run(Stdio stdio, String... args) {
    return commandLine(stdio, Commands.neededFor(args)).execute(args);
  }

  /** The command line with its treatment of errors: one sentence on standard error. */
  static CommandLine commandLine(Stdio stdio, Iterable<String> commands) {
    var line = new CommandLine(new Main());
    commands.forEach(name -> line.addSubcommand(name, Commands.create(name, stdio)));
    standardOptions(line);
    line.getSubcommands().values().forEach(Main::standardOptions);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(Stdio.writer(stdio.out()));
    line.setErr(Stdio.writer(stdio.err()));
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler((failure, command, parsed) -> failed(command, failure));
    return line;
  }

  private static void standardOptions(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getCommandSpec().versionProvider(new VersionCommand.Provider());
    command
        .getCommandSpec()
        .usageMessage()
        .abbreviateSynopsis(true)
        .parameterListHeading("%nInputs:%n")
        .optionListHeading("%nOptions:%n");
  }

  private static int wrongUsage(ParameterException wrong, String[] args) {
    var command = wrong.getCommandLine();
    var meant = wrong instanceof UnmatchedArgumentException unmatched ? meant(unmatched) : "";
    command
        .getErr()
        .println(
            oneLine(String.valueOf(wrong.getMessage()))
                + meant
                + "; see "
                + command.getCommandSpec().qualifiedName()
                + " --help");
    return 2;
  }

  /** Commands are told apart well; for options the guesses are wild. */
  private static String meant(UnmatchedArgumentException unmatched) {
    boolean option = unmatched.getUnmatched().get(0).startsWith("-");
    var similar = option ? List.<String>of() : unmatched.getSuggestions();
    return similar.isEmpty() ? "" : ", did you mean " + similar.get(0) + "?";
  }

  private static int failed(CommandLine command, Exception failure) {
    command.getErr().println(oneLine(sentence(failure)));
    return 1;
  }

  /** These two say nothing but the name of the file. */
  private static String sentence(Exception failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getFile();
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + " cannot be read: permission denied";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
