package io.memberlist.cli.table;

import io.memberlist.Node;
import io.memberlist.cli.agent.AgentText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Nodes as aligned text. */
final class TableText {

  private static final List<String> HEAD =
      List.of("NAME", "ADDRESS", "STATE", "INCARNATION", "TAGS");
  private static final Map<String, String> COLOURS =
      Map.of("alive", "32", "suspect", "33", "dead", "31", "left", "90");

  private TableText() {}

  static String of(List<Node> nodes, boolean colour) {
    var lines = new ArrayList<List<String>>();
    lines.add(HEAD);
    nodes.forEach(node -> lines.add(cells(node)));
    var widths = new int[HEAD.size()];
    for (var line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return lines.stream()
        .map(line -> line(line, widths, colour))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static List<String> cells(Node node) {
    return List.of(
        AgentText.plain(node.name()),
        AgentText.address(node),
        state(node),
        Long.toString(node.incarnation()),
        tags(node));
  }

  static String state(Node node) {
    return node.state().name().toLowerCase(Locale.ROOT);
  }

  private static String tags(Node node) {
    return node.tags().entrySet().stream()
        .map(tag -> AgentText.plain(tag.getKey() + "=" + tag.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String line(List<String> cells, int[] widths, boolean colour) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var padded = cells.get(i) + " ".repeat(widths[i] - cells.get(i).length());
      var code = COLOURS.get(cells.get(i));
      boolean coloured = colour && i == HEAD.indexOf("STATE") && code != null;
      line.append(coloured ? "\u001b[" + code + "m" + padded + "\u001b[0m" : padded).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
