package io.memberlist.cli;

import io.memberlist.cli.agent.AgentCommand;
import io.memberlist.cli.cluster.ClusterCommand;
import io.memberlist.cli.decode.DecodeCommand;
import io.memberlist.cli.simulate.SimulateCommand;
import io.memberlist.cli.table.MembersCommand;
import io.memberlist.cli.table.WatchCommand;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;

/**
 * The commands. Picocli looks at the options of a command by reflection, which takes longer than
 * starting a node; so the one that was asked for is made, and all of them only for {@code --help},
 * mistakes and completion. A new command needs its name in the list and its case in the switch.
 */
final class Commands {

  private static final String COMPLETION = "generate-completion";

  /** In the order of {@code --help}. */
  static final List<String> NAMES =
      List.of(
          "agent",
          "members",
          "watch",
          "keygen",
          "decode",
          "cluster",
          "simulate",
          "version",
          COMPLETION);

  private Commands() {}

  /** What is needed to run these arguments. */
  static List<String> neededFor(String... arguments) {
    boolean one =
        arguments.length > 0 && NAMES.contains(arguments[0]) && !arguments[0].equals(COMPLETION);
    return one ? List.of(arguments[0]) : NAMES;
  }

  static Object create(String name, Stdio stdio) {
    return switch (name) {
      case "agent" -> new AgentCommand(stdio);
      case "members" -> new MembersCommand(stdio);
      case "watch" -> new WatchCommand(stdio);
      case "keygen" -> new KeygenCommand(stdio);
      case "decode" -> new DecodeCommand(stdio);
      case "cluster" -> new ClusterCommand(stdio);
      case "simulate" -> new SimulateCommand(stdio);
      case "version" -> new VersionCommand(stdio);
      case COMPLETION -> new GenerateCompletion();
      default -> throw new IllegalArgumentException("no command is named " + name);
    };
  }
}
