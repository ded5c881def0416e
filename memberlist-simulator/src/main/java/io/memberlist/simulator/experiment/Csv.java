package io.memberlist.simulator.experiment;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** The long format of 1.6: one measured value a row. */
final class Csv {

  private static final String HEADER =
      "experiment,profile,lifeguard,n,alpha,beta,loss,param1,param2,param3,seed,metric,value,unit,hash\n";

  private Csv() {}

  static void write(List<Outcome> outcomes, Writer out) throws IOException {
    out.write(HEADER);
    for (var outcome : outcomes) {
      for (var point : outcome.results().points()) {
        for (var sample : outcome.results().samples(point)) {
          write(outcome, point, sample, out);
        }
      }
    }
  }

  private static void write(Outcome outcome, Point point, Sample sample, Writer out)
      throws IOException {
    var front =
        String.join(
            ",",
            outcome.experiment().id(),
            outcome.results().variant().toString(),
            point.lifeguard().toString(),
            Integer.toString(point.n()),
            Integer.toString(point.alpha()),
            Integer.toString(point.beta()),
            Double.toString(point.loss()),
            quoted(point.param1()),
            quoted(point.param2()),
            quoted(point.param3()),
            Long.toString(sample.seed()));
    for (var entry : sample.values().entrySet()) {
      var measure = entry.getKey();
      out.write(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%016x%n",
              front,
              quoted(measure.name()),
              value(entry.getValue()),
              measure.unit(),
              sample.hash()));
    }
  }

  private static String quoted(String text) {
    return text.contains(",") ? '"' + text + '"' : text;
  }

  private static String value(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
