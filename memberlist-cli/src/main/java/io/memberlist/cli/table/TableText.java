package io.memberlist.cli.table;

import io.memberlist.cli.agent.AgentText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows as aligned text; states in colour on a terminal, unless {@code NO_COLOR} is set. */
final class TableText {

  private static final List<String> HEAD =
      List.of("NAME", "ADDRESS", "STATE", "INCARNATION", "TAGS");
  private static final Map<String, String> COLOURS =
      Map.of("alive", "32", "suspect", "33", "dead", "31", "left", "90");

  private TableText() {}

  static boolean colour() {
    return System.console() != null && System.getenv("NO_COLOR") == null;
  }

  static String of(List<Row> rows, boolean colour) {
    var cells = new ArrayList<List<String>>();
    cells.add(HEAD);
    rows.forEach(
        row ->
            cells.add(
                List.of(
                    AgentText.plain(row.name()),
                    row.address(),
                    row.state(),
                    Long.toString(row.incarnation()),
                    tags(row))));
    var widths = new int[HEAD.size()];
    for (var line : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return cells.stream().map(line -> line(line, widths, colour)).collect(Collectors.joining("\n"));
  }

  private static String tags(Row row) {
    return row.tags().entrySet().stream()
        .map(tag -> AgentText.plain(tag.getKey() + "=" + tag.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String line(List<String> cells, int[] widths, boolean colour) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var padded = cells.get(i) + " ".repeat(widths[i] - cells.get(i).length());
      var code = COLOURS.get(cells.get(i));
      line.append(colour && code != null ? "\u001b[" + code + "m" + padded + "\u001b[0m" : padded)
          .append("  ");
    }
    return line.toString().stripTrailing();
  }
}
