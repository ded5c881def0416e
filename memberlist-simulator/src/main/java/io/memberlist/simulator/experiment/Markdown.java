package io.memberlist.simulator.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The summary of an experiment as Markdown: one row per point and measure, then the verdicts. */
final class Markdown {

  private Markdown() {}

  static String of(List<Outcome> outcomes) {
    var text = new StringBuilder();
    var experiment = outcomes.get(0).experiment();
    text.append("# ").append(experiment.id()).append("\n\n");
    text.append(experiment.question()).append('\n');
    for (var outcome : outcomes) {
      text.append("\n## ").append(outcome.results().variant()).append(", ");
      text.append(outcome.results().profile().name().toLowerCase(Locale.ROOT)).append(" profile\n");
      text.append(
          String.format(
              Locale.ROOT,
              "%nSeeds from %d, %.0f s on %d cores.%n%n",
              outcome.seed(),
              outcome.seconds(),
              Runtime.getRuntime().availableProcessors()));
      text.append(verdicts(outcome)).append('\n').append(values(outcome));
    }
    return text.toString();
  }

  static String verdicts(Outcome outcome) {
    var table = new StringBuilder("| gate | limit | measured | verdict |\n|---|---|---|---|\n");
    for (var verdict : outcome.verdicts()) {
      row(
          table,
          List.of(
              verdict.gate(), verdict.limit(), verdict.measured(), verdict.outcome().toString()));
    }
    return table.toString();
  }

  private static String values(Outcome outcome) {
    var parameters = outcome.experiment().parameters();
    var head = new ArrayList<>(List.of("n", "lifeguard", "α", "loss"));
    head.addAll(parameters);
    head.addAll(
        List.of("metric", "runs", "mean", "median", "p99", "max", "95 % of the mean", "expected"));
    var table = new StringBuilder();
    row(table, head);
    table.append("|---".repeat(head.size())).append("|\n");
    for (var point : outcome.results().points()) {
      for (var measure : outcome.results().measures(point)) {
        row(table, cells(outcome, point, measure, parameters.size()));
      }
    }
    return table.toString();
  }

  private static List<String> cells(Outcome outcome, Point point, Measure measure, int parameters) {
    var numbers = outcome.results().of(point, measure);
    var interval = numbers.meanInterval();
    var cells = new ArrayList<String>();
    cells.add(Integer.toString(point.n()));
    cells.add(point.lifeguard().toString());
    cells.add(Integer.toString(point.alpha()));
    cells.add(Text.number(100 * point.loss()) + " %");
    cells.addAll(List.of(point.param1(), point.param2(), point.param3()).subList(0, parameters));
    cells.add(
        measure.unit().isEmpty() ? measure.name() : measure.name() + " (" + measure.unit() + ")");
    cells.add(Integer.toString(numbers.size()));
    cells.add(Text.number(numbers.mean()));
    cells.add(Text.number(numbers.median()));
    cells.add(Text.number(numbers.percentile(99)));
    cells.add(Text.number(numbers.max()));
    cells.add(Text.number(interval.low()) + " – " + Text.number(interval.high()));
    cells.add(outcome.experiment().expected(point, outcome.results().variant(), measure));
    return cells;
  }

  private static void row(StringBuilder table, List<String> cells) {
    for (var cell : cells) {
      table.append("| ").append(cell).append(' ');
    }
    table.append("|\n");
  }
}
