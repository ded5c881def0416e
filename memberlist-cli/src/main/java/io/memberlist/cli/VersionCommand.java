package io.memberlist.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** Prints what runs here. */
@Command(name = "version", description = "Prints the versions of the library and of Java.")
public final class VersionCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Prints {\"lib\":…,\"java\":…}.")
  private boolean json;

  private final Stdio stdio;

  /** A command that has not run. */
  public VersionCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() {
    stdio.println(
        json
            ? Json.object().put("lib", library()).put("java", java())
            : String.join(System.lineSeparator(), lines()));
    return 0;
  }

  /** What {@code --version} prints. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return lines();
    }
  }

  private static String[] lines() {
    return new String[] {"memberlist " + library(), "Java " + java()};
  }

  /** Version of Java. */
  public static String java() {
    return System.getProperty("java.version");
  }

  /** Version of the library; {@code development} when it does not run from its jar. */
  public static String library() {
    var version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
