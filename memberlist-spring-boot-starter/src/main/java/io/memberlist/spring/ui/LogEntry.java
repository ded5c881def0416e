package io.memberlist.spring.ui;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the time line.
 *
 * @param number grows by one per view
 * @param at epoch milliseconds
 * @param kind {@code joined}, {@code failed} … (page.md, section 10)
 * @param node whom it is about; null if about nobody
 * @param by who says so
 * @param text in addition, for people
 */
record LogEntry(
    long number,
    long at,
    String kind,
    @Nullable String node,
    List<String> by,
    @Nullable String text) {

  private static final int MERGED_FROM = 4;

  /** A JSON array in which runs of equal kinds are one entry. */
  static String json(List<LogEntry> entries, String view) {
    var json = new JsonWriter().array();
    for (var run : runs(entries)) {
      if (run.size() < MERGED_FROM) {
        run.forEach(entry -> entry.write(json, view));
      } else {
        writeRun(json, run, view);
      }
    }
    return json.endArray().toString();
  }

  private static List<List<LogEntry>> runs(List<LogEntry> entries) {
    var runs = new ArrayList<List<LogEntry>>();
    for (var entry : entries) {
      var last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (last != null && last.get(0).kind.equals(entry.kind) && entry.node != null) {
        last.add(entry);
      } else {
        runs.add(new ArrayList<>(List.of(entry)));
      }
    }
    return runs;
  }

  private static void writeRun(JsonWriter json, List<LogEntry> run, String view) {
    var first = run.get(0);
    var last = run.get(run.size() - 1);
    json.object()
        .field("q", last.number)
        .field("t", last.at)
        .field("k", first.kind)
        .field("count", run.size())
        .field("first", first.node)
        .field("last", last.node)
        .field("view", view)
        .endObject();
  }

  private void write(JsonWriter json, String view) {
    json.object()
        .field("q", number)
        .field("t", at)
        .field("k", kind)
        .field("n", node)
        .field("text", text);
    if (!by.isEmpty()) {
      json.field("by", by);
    }
    json.field("view", view).endObject();
  }
}
