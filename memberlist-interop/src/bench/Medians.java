import io.memberlist.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Medians of what {@code compare-with-go.sh} has measured, as Markdown: one table for each size. */
public final class Medians {

  /** A field of the result, what it is called in the table and how many decimals it takes. */
  private record Measure(String field, String title, int decimals) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("createMs", "fresh process: all nodes created, ms", 1),
          new Measure("convergeMs", "fresh process: all have seen all, ms", 0),
          new Measure("convergeCpuMs", "fresh process: CPU time until then, ms", 0),
          new Measure("idleCpuPercentPerNode", "idle CPU per node, % of a core", 3),
          new Measure("heapKBPerNode", "heap in use per node, KiB", 1),
          new Measure("rssKBPerNode", "resident memory per node, KiB", 0),
          new Measure("threadsPerNode", "threads per node", 1),
          new Measure("idlePacketsSentPerSecondPerNode", "packets sent per second and node", 2),
          new Measure("idlePacketBytesSentPerSecondPerNode", "bytes in them", 0),
          new Measure("idleStreamsPerMinutePerNode", "streams opened per minute and node", 2),
          new Measure("detectFirstMs", "a stopped node noticed by the first, ms", 0),
          new Measure("detectMedianMs", "by half of the nodes, ms", 0),
          new Measure("detectAllMs", "by all, ms", 0),
          new Measure("falseLeaveEvents", "leave events about running nodes", 0));

  private Medians() {}

  public static void main(String[] arguments) throws IOException {
    var runs = read(arguments[0]);
    var again = read(arguments[1]);
    runs.forEach(
        (n, list) -> {
          printTable(n, list);
          printConvergence(again.getOrDefault(n, List.of()));
        });
    var all = runs.values().stream().flatMap(List::stream).toList();
    System.out.println("\n1-minute load averages: " + text(loads(all), 1));
  }

  private static Map<Long, List<Map<String, Object>>> read(String file) throws IOException {
    var runs = new TreeMap<Long, List<Map<String, Object>>>();
    for (var line : Files.readAllLines(Path.of(file))) {
      var run = Json.parse(line);
      runs.computeIfAbsent((Long) run.get("n"), n -> new ArrayList<>()).add(run);
    }
    return runs;
  }

  private static void printTable(long n, List<Map<String, Object>> runs) {
    var go = runs.stream().filter(run -> !isOurs(run)).toList();
    var ours = runs.stream().filter(Medians::isOurs).toList();
    System.out.printf("%n%d nodes, %d runs of each:%n%n", n, ours.size());
    System.out.println("| | " + go.get(0).get("library") + " | ours | ours / Go |");
    System.out.println("|---|---|---|---|");
    for (var measure : MEASURES) {
      printRow(measure.title, values(go, measure.field), values(ours, measure.field), measure.decimals);
    }
  }

  /** Clusters in a process that has run one before; the few that wait for a state exchange are counted. */
  private static void printConvergence(List<Map<String, Object>> runs) {
    var go = runs.stream().filter(run -> !isOurs(run)).toList();
    var ours = runs.stream().filter(Medians::isOurs).toList();
    for (var field : List.of("createMs", "convergeMs", "convergeCpuMs")) {
      var title = field.replace("createMs", "all nodes created, ms").replace("convergeMs", "all have seen all, ms")
          .replace("convergeCpuMs", "CPU time until then, ms");
      printRow("later clusters: " + title, values(converged(go), field), values(converged(ours), field), 1);
    }
    System.out.printf("| later clusters: not within 5 s | %s | %s | |%n", missed(go), missed(ours));
  }

  private static List<Map<String, Object>> converged(List<Map<String, Object>> runs) {
    return runs.stream().filter(run -> Boolean.TRUE.equals(run.get("converged"))).toList();
  }

  private static String missed(List<Map<String, Object>> runs) {
    return runs.size() - converged(runs).size() + " of " + runs.size();
  }

  private static void printRow(String title, double[] go, double[] ours, int decimals) {
    System.out.printf("| %s | %s | %s | %s |%n", title, text(go, decimals), text(ours, decimals), ratio(go, ours));
  }

  private static boolean isOurs(Map<String, Object> run) {
    return run.get("library").toString().contains("java");
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
