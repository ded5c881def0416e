package io.memberlist.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All behaviours of the catalogue with their tests; and what is wrong with it. */
final class Table {

  /** What a table of a good build shows a figure for. */
  static final Set<String> MEASURED =
      Set.of(
          "DEF-01", "DEF-02", "DEF-03", "DEF-08", "DEF-10", "DEF-16", "DEF-17", "DEF-18", "DEF-27",
          "DEF-28", "DEF-38", "DEF-67");

  private static final Comparator<TestMethod> ORDER =
      Comparator.comparing(TestMethod::mode)
          .thenComparing(TestMethod::toString)
          .thenComparing(TestMethod::module);

  private final List<Row> rows = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Map<TestMethod, Outcome>> tests = new TreeMap<>();
  private final Map<String, Map<String, String>> figures = new HashMap<>();

  private Table() {}

  /**
   * The table of a finished build.
   *
   * @param root directory of the parent
   * @param required whether everything that is absent is a problem, as in continuous integration
   */
  static Table of(Path root, boolean required) throws IOException {
    var table = new Table();
    for (var module : BuildModule.of(root)) {
      table.add(module);
    }
    var entries = Catalogue.read(Files.readString(root.resolve("docs/behaviours.md")));
    entries.forEach(table::add);
    table.judge(required);
    return table;
  }

  private void add(BuildModule module) throws IOException {
    var reports = module.reports();
    for (var test : module.tests()) {
      for (var id : test.named().ids()) {
        tests.computeIfAbsent(id, key -> new TreeMap<>(ORDER)).put(test, reports.of(test));
      }
    }
    figures.putAll(module.figures());
  }

  private void add(Entry entry) {
    var own = tests.getOrDefault(entry.id(), Map.of());
    var differences = new TreeSet<>(Comparator.comparingInt(Table::number));
    differences.addAll(entry.differences());
    own.keySet().forEach(test -> differences.addAll(test.named().differences()));
    rows.add(new Row(entry, own, figures.getOrDefault(entry.id(), Map.of()), differences));
  }

  private static int number(String difference) {
    return difference.startsWith("D") ? Integer.parseInt(difference.substring(1)) : 1000;
  }

  private void judge(boolean required) {
    var known = new LinkedHashMap<String, Row>();
    rows.forEach(row -> known.put(row.entry().id(), row));
    for (var row : rows) {
      judge(row, known, required);
    }
    var families = new TreeSet<String>();
    known.keySet().forEach(id -> families.add(family(id)));
    tests.forEach(
        (id, carriers) -> {
          if (families.contains(family(id)) && !known.containsKey(id)) {
            problems.add(id + " is in no entry, but tests carry it: " + carriers.keySet());
          }
        });
  }

  private static String family(String id) {
    return id.substring(0, id.indexOf('-'));
  }

  private void judge(Row row, Map<String, Row> known, boolean required) {
    var entry = row.entry();
    row.tests().forEach((test, outcome) -> judge(entry.id(), test, outcome, required));
    for (var other : entry.repeats()) {
      if (!known.containsKey(other)) {
        problems.add(entry.id() + " repeats " + other + ", which is in no entry");
      }
    }
    if (row.tests().isEmpty() && entry.repeats().isEmpty()) {
      problems.add(entry.id() + " has no test");
    } else {
      row.missing()
          .forEach(mode -> problems.add(entry.id() + " has no test of mode " + mode.letter()));
    }
    if (MEASURED.contains(entry.id()) && row.figures().isEmpty()) {
      problems.add(entry.id() + " shows no figure");
    }
  }

  private void judge(String id, TestMethod test, Outcome outcome, boolean required) {
    switch (outcome.kind()) {
      case PASSED -> {}
      case FAILED -> problems.add(id + ": " + test + " failed");
      case NOT_RUN -> problems.add(id + ": " + test + " was not run");
      case SKIPPED -> {
        if (required || Excuse.of(outcome).isEmpty()) {
          problems.add(id + ": " + test + " was skipped: " + outcome.reason());
        }
      }
    }
  }

  /** One row for each entry, in the catalogue's order. */
  List<Row> rows() {
    return rows;
  }

  /** What must not be; empty if all is well. */
  List<String> problems() {
    return problems;
  }
}
