package io.memberlist.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The table as Markdown. */
final class Page {

  private static final String HEAD =
      """
      # Conformance

      Every entry of the [behaviour catalogue](behaviours.md) with the tests that carry its ID and what came of them.
      Written by the build from the reports of all modules; `./mvnw verify -Dexternals=required -Dconformance=write` brings this
      file up to date, and every full build fails if it is not, or if an entry has no test, one in another mode only, or one that did not run.

      - Mode, of entries and of tests: `U` a unit; `S` in virtual time, in the simulator or on the core with its clock; `R` real
        sockets.
      - §21: where it differs from the reference on purpose, the number of the difference in section 21 of the
        [protocol](protocol.md).
      - "as": an entry that only repeats others shows their result.
      - Figures are of virtual time and the same on every machine; those of a later version of the code may differ, within what
        the test demands, and do not make this file out of date.
      """;

  private final Table table;
  private final boolean excused;

  /**
   * A page of the table.
   *
   * @param excused whether tests that were skipped because something is absent from the machine
   *     count as passed, as they do where it is present
   */
  Page(Table table, boolean excused) {
    this.table = table;
    this.excused = excused;
  }

  String text() {
    var page = new StringBuilder(HEAD);
    page.append("\n").append(summary()).append("\n");
    var section = "";
    for (var row : table.rows()) {
      if (!row.entry().section().equals(section)) {
        section = row.entry().section();
        page.append("\n## ").append(section).append("\n\n");
        page.append("| ID | What | Mode | Tests | §21 | Result |\n|---|---|---|---|---|---|\n");
      }
      page.append(line(row)).append("\n");
    }
    return page.toString();
  }

  /** A page as it is compared: what was measured may change with every change of the protocol. */
  static String withoutFigures(String page) {
    return page.replaceAll("(?m)<br>[^|\\n]*\\|$", " |");
  }

  private String summary() {
    long tests =
        table.rows().stream().flatMap(row -> row.tests().keySet().stream()).distinct().count();
    return table.rows().size() + " entries, " + tests + " tests.";
  }

  private String line(Row row) {
    var entry = row.entry();
    var cells =
        List.of(
            entry.id(),
            entry.what(),
            mode(row),
            tests(row),
            String.join(", ", row.differences()),
            result(row));
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String mode(Row row) {
    var missing = row.missing();
    return missing.isEmpty()
        ? row.entry().mode()
        : row.entry().mode()
            + ", lacks "
            + missing.stream().map(Mode::letter).collect(Collectors.joining(" and "));
  }

  private static String tests(Row row) {
    var parts = new ArrayList<String>();
    if (!row.entry().repeats().isEmpty()) {
      parts.add("as " + String.join(", ", row.entry().repeats()));
    }
    row.tests().keySet().forEach(test -> parts.add("`" + test + "` " + test.mode().letter()));
    return String.join("<br>", parts);
  }

  private String result(Row row) {
    var parts = new ArrayList<String>();
    parts.add(outcomes(row));
    row.figures().forEach((name, figure) -> parts.add(name + ": " + figure));
    return String.join("<br>", parts);
  }

  private String outcomes(Row row) {
    var all = new ArrayList<>(row.tests().values());
    table.rows().stream()
        .filter(other -> row.entry().repeats().contains(other.entry().id()))
        .forEach(other -> all.addAll(other.tests().values()));
    return all.isEmpty() ? "no test" : worst(all);
  }

  private String worst(Collection<Outcome> outcomes) {
    var worst = outcomes.stream().reduce(Outcome::and).orElse(Outcome.NOT_RUN);
    return switch (worst.kind()) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case NOT_RUN -> "not run";
      case SKIPPED -> skipped(worst);
    };
  }

  private String skipped(Outcome outcome) {
    var needs = Excuse.of(outcome);
    if (needs.isEmpty()) {
      return "skipped: " + outcome.reason();
    }
    return excused ? "passed" : "skipped: needs " + needs.get();
  }
}
