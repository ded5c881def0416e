package io.memberlist.simulator.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what came of an experiment: CSV, Markdown and one SVG per figure. */
public final class Report {

  private Report() {}

  /**
   * Writes {@code E<k>.csv}, {@code E<k>.md} and the figures.
   *
   * @param outcomes of one experiment, one per variant; not empty
   * @param directory is made if it is not there
   */
  public static void write(List<Outcome> outcomes, Path directory) throws IOException {
    var id = outcomes.get(0).experiment().id();
    Files.createDirectories(directory);
    try (var csv = Files.newBufferedWriter(directory.resolve(id + ".csv"))) {
      Csv.write(outcomes, csv);
    }
    Files.writeString(directory.resolve(id + ".md"), Markdown.of(outcomes));
    for (var outcome : outcomes) {
      for (var plot : outcome.experiment().plots(outcome.results())) {
        var suffix = outcomes.size() > 1 ? "-" + outcome.results().variant() : "";
        Files.writeString(directory.resolve(plot.name() + suffix + ".svg"), Svg.of(plot));
      }
    }
  }

  /** Writes the verdicts of several experiments to {@code summary.md}. */
  public static void summarise(List<Outcome> all, Path directory) throws IOException {
    var text = new StringBuilder("# Verdicts\n");
    for (var outcome : all) {
      text.append("\n## ").append(outcome.experiment().id()).append(", ");
      text.append(outcome.results().variant()).append("\n\n");
      text.append(Markdown.verdicts(outcome));
    }
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("summary.md"), text);
  }

  /** The verdicts of one run as a Markdown table. */
  public static String verdicts(Outcome outcome) {
    return Markdown.verdicts(outcome);
  }
}
