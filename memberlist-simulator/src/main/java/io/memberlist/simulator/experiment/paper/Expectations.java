package io.memberlist.simulator.experiment.paper;

import io.memberlist.simulator.experiment.Measure;
import java.util.Map;

/** Published and modelled values of load. */
final class Expectations {

  private static final Map<String, String> CRASH =
      Map.ofEntries(
          Map.entry("received_mean_60s", "0.54 RAPID, 0.68 MODEL"),
          Map.entry("received_p99_60s", "5.61 RAPID, 5.78 MODEL"),
          Map.entry("received_max_60s", "7.36 RAPID, 10.1 MODEL"),
          Map.entry("sent_mean_60s", "0.64 RAPID, 0.69 MODEL"),
          Map.entry("sent_p99_60s", "6.40 RAPID, 5.40 MODEL"),
          Map.entry("sent_max_60s", "8.04 RAPID, 6.6 MODEL"),
          Map.entry("received_mean_140s", "0.38 MODEL"),
          Map.entry("received_p99_140s", "4.74 MODEL"),
          Map.entry("received_max_140s", "10.1 MODEL"),
          Map.entry("sent_mean_140s", "0.39 MODEL"),
          Map.entry("sent_p99_140s", "4.95 MODEL"),
          Map.entry("sent_max_140s", "6.6 MODEL"));

  private Expectations() {}

  static String ofLoad(int n, String disturbance, Measure measure) {
    if (!disturbance.equals("none")) {
      return CRASH.getOrDefault(measure.name(), "");
    }
    return switch (measure.name()) {
      case "msgs", "msgs_received" -> "2.00 SWIM";
      case "bytes" -> "95–105 SPEC";
      case "stream_bytes" -> n > 32 ? Math.round(streamBytes(n)) + " SPEC (with push/pull)" : "";
      default -> "";
    };
  }

  /** Two tables of about 100 bytes per member in each exchange, at both ends. */
  private static double streamBytes(int n) {
    double log2 = Math.ceil(Math.log(n) / Math.log(2));
    return 4 * 100.0 * n / (30 * (log2 - 4));
  }
}
