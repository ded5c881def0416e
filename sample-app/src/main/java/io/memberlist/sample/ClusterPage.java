package io.memberlist.sample;

import io.memberlist.Node;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * The page at {@code /}: members and recent events. Whatever comes from the cluster is text, never
 * markup.
 */
final class ClusterPage {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="refresh" content="2">
      <title>%1$s: %2$d members</title>
      <link rel="icon" href="data:,">
      <style>
      :root { color-scheme: light dark; --line: light-dark(#dde1e6, #343a41); --soft: light-dark(#5d6670, #98a2ad);
        --back: light-dark(#fff, #14171a); --card: light-dark(#f7f8fa, #1c2024); --text: light-dark(#15191d, #e8ebee);
        --ALIVE: light-dark(#137a3d, #4fce82); --SUSPECT: light-dark(#9a6700, #e8b339);
        --DEAD: light-dark(#c0262d, #ff7b7f); --LEFT: var(--soft); }
      body { margin: 0 auto; max-width: 64rem; padding: 2rem 1rem; background: var(--back); color: var(--text);
        font: 16px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
      h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
      p { margin: 0; color: var(--soft); }
      .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
      table { border-collapse: collapse; width: 100%%; font-variant-numeric: tabular-nums; }
      th, td { text-align: left; padding: .45rem .9rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
      td.wide { white-space: normal; overflow-wrap: anywhere; }
      tr:last-child td { border-bottom: 0; }
      th { color: var(--soft); font-weight: 500; font-size: .85rem; }
      .state::before { content: "\\25CF\\00A0"; }
      .ALIVE { color: var(--ALIVE); } .SUSPECT { color: var(--SUSPECT); }
      .DEAD { color: var(--DEAD); } .LEFT { color: var(--LEFT); }
      </style>
      </head>
      <body>
      <h1>%1$s</h1>
      <p>%2$d members in the cluster of this node.</p>
      <h2>Nodes</h2>
      <div class="scroll"><table>
      <thead><tr><th>Name</th><th>Address</th><th>State</th><th>Since</th><th>Tags</th></tr></thead>
      <tbody>
      %3$s
      </tbody></table></div>
      <h2>Recent events</h2>
      <div class="scroll"><table>
      <thead><tr><th>Time</th><th>Event</th><th></th></tr></thead>
      <tbody>
      %4$s
      </tbody></table></div>
      </body>
      </html>
      """;

  private ClusterPage() {}

  /** The page as this node sees the cluster now. */
  static String render(String own, List<Node> nodes, List<ClusterLog.Entry> events) {
    long members = nodes.stream().filter(node -> !node.state().deadOrLeft()).count();
    var rows =
        nodes.stream()
            .sorted(Comparator.comparing(Node::name))
            .map(node -> row(node, node.name().equals(own)))
            .collect(Collectors.joining("\n"));
    var lines = events.stream().map(ClusterPage::row).collect(Collectors.joining("\n"));
    return PAGE.formatted(escape(own), members, rows, lines);
  }

  private static String row(Node node, boolean own) {
    var tags =
        node.tags().entrySet().stream()
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .collect(Collectors.joining(", "));
    return "<tr><td>%s</td><td>%s</td><td class=\"state %s\">%s</td><td>%s</td><td class=\"wide\">%s</td></tr>"
        .formatted(
            escape(node.name()) + (own ? " (this node)" : ""),
            escape(node.addressText()),
            node.state(),
            node.state().name().toLowerCase(Locale.ROOT),
            time(node.stateChange()),
            escape(tags));
  }

  private static String row(ClusterLog.Entry event) {
    return "<tr><td>%s</td><td>%s</td><td class=\"wide\">%s</td></tr>"
        .formatted(time(event.at()), escape(event.kind()), escape(event.text()));
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
