package io.memberlist.cli.table;

import io.memberlist.Node;
import io.memberlist.cli.Stdio;
import io.memberlist.cli.agent.NodeJson;
import java.io.IOException;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the member table once. */
@Command(
    name = "members",
    description =
        "Prints the members that a node or an application knows, also the dead and those "
            + "that left. Nothing joins: nobody sees a member come or go.",
    footer = {
      "%nExamples:",
      "  memberlist members --join 10.0.0.5:7946",
      "  memberlist members --join 10.0.0.5 --key b64:… --label prod --json",
      "  memberlist members --url http://localhost:8080"
    },
    sortOptions = false)
public final class MembersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private SourceOptions options = new SourceOptions();

  @Option(names = "--json", description = "One JSON object a node and line.")
  private boolean json;

  private final Stdio stdio;

  /** A command that has not run. */
  public MembersCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    var nodes =
        options.source(spec).read().stream().sorted(Comparator.comparing(Node::name)).toList();
    if (json) {
      nodes.forEach(node -> stdio.println(NodeJson.withIncarnation(node)));
    } else {
      stdio.println(TableText.of(nodes, stdio.colour()));
    }
    return 0;
  }
}
