import io.memberlist.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Medians of what {@code compare-with-go.sh} has measured, as Markdown: one table for each size. */
public final class Medians {

  /** A field of the result, what it is called in the table and how many decimals it takes. */
  private record Measure(String field, String title, int decimals) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("createMs", "nodes created, ms", 1),
          new Measure("convergeMs", "everybody has seen everybody, ms", 1),
          new Measure("convergeCpuMs", "CPU time until then, ms", 0),
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
    var runs = new TreeMap<Long, List<Map<String, Object>>>();
    for (var line : Files.readAllLines(Path.of(arguments[0]))) {
      var run = Json.parse(line);
      runs.computeIfAbsent((Long) run.get("n"), n -> new ArrayList<>()).add(run);
    }
    runs.forEach(Medians::printTable);
    System.out.println("\n1-minute load averages: " + spread(runs.values().stream().flatMap(List::stream), 1));
  }

  private static void printTable(long n, List<Map<String, Object>> runs) {
    var go = runs.stream().filter(run -> !isOurs(run)).toList();
    var ours = runs.stream().filter(Medians::isOurs).toList();
    System.out.printf("%n%d nodes, %d runs of each:%n%n", n, ours.size());
    System.out.println("| | " + go.get(0).get("library") + " | ours | ours / Go |");
    System.out.println("|---|---|---|---|");
    for (var measure : MEASURES) {
      var left = values(go, measure.field);
      var right = values(ours, measure.field);
      System.out.printf(
          "| %s | %s | %s | %s |%n",
          measure.title, text(left, measure.decimals), text(right, measure.decimals), ratio(left, right));
    }
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

  private static String spread(java.util.stream.Stream<Map<String, Object>> runs, int decimals) {
    var loads =
        runs.map(run -> (List<?>) run.get("loadAverages"))
            .flatMapToDouble(loads3 -> DoubleStream.of(((Number) loads3.get(0)).doubleValue()))
            .sorted()
            .toArray();
    return text(loads, decimals);
  }
}
