import io.memberlist.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Medians of what {@code compare-with-go.sh} has measured, as Markdown: one table for each size. */
public final class Medians {

  /** A field of the result, what it is called in the table and how many decimals it takes. */
  private record Measure(String field, String title, int decimals) {}

  private static final List<Measure> CONVERGENCE =
      List.of(
          new Measure("createMs", "all nodes created, ms", 1),
          new Measure("convergeMs", "all have seen all, ms", 1),
          new Measure("convergeCpuMs", "CPU time until then, ms", 0));

  private static final List<Measure> WHOLE =
      List.of(
          new Measure("idleCpuPercentPerNode", "idle CPU per node, % of a core", 3),
          new Measure("heapKBPerNode", "heap in use per node, KiB", 1),
          new Measure("rssKBPerNode", "resident memory per node, KiB", 0),
          new Measure("threadsPerNode", "threads per node", 1),
          new Measure("idlePacketsSentPerSecondPerNode", "packets sent per second and node", 2),
          new Measure("idleStreamsPerMinutePerNode", "streams opened per minute and node", 2),
          new Measure("detectMedianMs", "a stopped node noticed by half, ms", 0),
          new Measure("detectAllMs", "by all, ms", 0),
          new Measure("falseLeaveEvents", "leave events about running nodes", 0));

  private Medians() {}

  public static void main(String[] arguments) throws IOException {
    var first = read(arguments[0] + "-first.jsonl");
    var archive = read(arguments[0] + "-archive.jsonl");
    var whole = read(arguments[0] + "-whole.jsonl");
    var later = read(arguments[0] + "-later.jsonl");
    for (long n : new TreeSet<>(first.stream().map(run -> (Long) run.get("n")).toList())) {
      System.out.printf("%n%d nodes:%n%n| | %s | ours | ours / Go |%n|---|---|---|---|%n", n, library(first));
      var go = of(first, n, false);
      printConvergence("first cluster: ", go, of(first, n, true));
      printConvergence("first cluster, class-data archive: ", go, of(archive, n, true));
      for (var measure : WHOLE) {
        printRow("", measure, of(whole, n, false), of(whole, n, true));
      }
      printConvergence("later clusters: ", warm(of(later, n, false)), warm(of(later, n, true)));
    }
    var all = new ArrayList<>(first);
    all.addAll(whole);
    System.out.println("\n1-minute load averages: " + text(loads(all), 1));
  }

  private static List<Map<String, Object>> read(String file) throws IOException {
    var runs = new ArrayList<Map<String, Object>>();
    for (var line : Files.readAllLines(Path.of(file))) {
      runs.add(Json.parse(line));
    }
    return runs;
  }

  private static String library(List<Map<String, Object>> runs) {
    return runs.stream().filter(run -> !isOurs(run)).map(run -> run.get("library").toString()).findFirst().orElse("Go");
  }

  private static List<Map<String, Object>> of(List<Map<String, Object>> runs, long n, boolean ours) {
    return runs.stream().filter(run -> run.get("n").equals(n) && isOurs(run) == ours).toList();
  }

  private static boolean isOurs(Map<String, Object> run) {
    return run.get("library").toString().contains("java");
  }

  /** Without the first of the process. */
  private static List<Map<String, Object>> warm(List<Map<String, Object>> runs) {
    return runs.subList(Math.min(1, runs.size()), runs.size());
  }

  /** Times of those that converged; the few that wait for a state exchange are counted. */
  private static void printConvergence(String prefix, List<Map<String, Object>> go, List<Map<String, Object>> ours) {
    for (var measure : CONVERGENCE) {
      printRow(prefix, measure, converged(go), converged(ours));
    }
    System.out.printf("| %snot within 5 s | %s | %s | |%n", prefix, missed(go), missed(ours));
  }

  private static List<Map<String, Object>> converged(List<Map<String, Object>> runs) {
    return runs.stream().filter(run -> Boolean.TRUE.equals(run.get("converged"))).toList();
  }

  private static String missed(List<Map<String, Object>> runs) {
    return runs.size() - converged(runs).size() + " of " + runs.size();
  }

  private static void printRow(
      String prefix, Measure measure, List<Map<String, Object>> go, List<Map<String, Object>> ours) {
    var theirs = values(go, measure.field);
    var own = values(ours, measure.field);
    System.out.printf(
        "| %s%s | %s | %s | %s |%n",
        prefix, measure.title, text(theirs, measure.decimals), text(own, measure.decimals), ratio(theirs, own));
  }

  private static double[] values(List<Map<String, Object>> runs, String field) {
    return runs.stream()
        .map(run -> run.get(field))
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .sorted()
        .toArray();
  }

  /** Median, and in brackets the smallest and the largest. */
  private static String text(double[] sorted, int decimals) {
    if (sorted.length == 0) {
      return "–";
    }
    var number = "%." + decimals + "f";
    return String.format(
        Locale.ROOT,
        number + " (" + number + "–" + number + ")",
        median(sorted),
        sorted[0],
        sorted[sorted.length - 1]);
  }

  private static String ratio(double[] go, double[] ours) {
    return go.length == 0 || ours.length == 0 || median(go) == 0
        ? "–"
        : String.format(Locale.ROOT, "%.2f", median(ours) / median(go));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double[] loads(List<Map<String, Object>> runs) {
    return runs.stream()
        .map(run -> (List<?>) run.get("loadAverages"))
        .mapToDouble(averages -> ((Number) averages.get(0)).doubleValue())
        .sorted()
        .toArray();
  }
}
