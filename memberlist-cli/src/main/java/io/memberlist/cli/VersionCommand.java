package io.memberlist.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what runs here. */
@Command(name = "version", description = "Prints the versions of the library and of Java.")
public final class VersionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Prints a JSON object.")
  private boolean json;

  /** Picocli makes it. */
  public VersionCommand() {}

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var java = System.getProperty("java.version");
    out.println(
        json
            ? Json.object().put("lib", library()).put("java", java).toString()
            : "memberlist " + library() + "\nJava " + java);
    out.flush();
    return 0;
  }

  /** What {@code --version} prints. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"memberlist " + library(), "Java " + System.getProperty("java.version")};
    }
  }

  /** Version of the library; {@code development} when it does not run from its jar. */
  public static String library() {
    var version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
