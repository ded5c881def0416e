package io.memberlist.cli.table;

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
    description = "Prints the members that a node or application knows, without joining.")
public final class MembersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private SourceOptions source = new SourceOptions();

  @Option(names = "--json", description = "One JSON object a node and line.")
  private boolean json;

  /** Picocli makes it. */
  public MembersCommand() {}

  @Override
  public Integer call() throws IOException {
    var rows = source.source().read().stream().sorted(Comparator.comparing(Row::name)).toList();
    var out = spec.commandLine().getOut();
    if (json) {
      rows.forEach(row -> out.println(row.json()));
    } else {
      out.println(TableText.of(rows, TableText.colour()));
    }
    out.flush();
    return 0;
  }
}
