package io.memberlist.cli.table;

import io.memberlist.cli.Durations;
import io.memberlist.cli.Json;
import io.memberlist.cli.agent.AgentText;
import io.memberlist.cli.agent.Events;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the member table again and again and tells what changed. */
@Command(name = "watch", description = "Shows the members live, with an event for every change.")
public final class WatchCommand implements Callable<Integer> {

  private static final int LINES_KEPT = 10;
  private static final String REDRAW = "\u001b[H\u001b[2J";

  @Mixin private SourceOptions options = new SourceOptions();

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      defaultValue = "1s",
      converter = Durations.class,
      description = "Time between readings; default ${DEFAULT-VALUE}.")
  private Duration interval = Duration.ofSeconds(1);

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "Readings until the end; 0, the default: until interrupted.")
  private long count;

  @Option(names = "--json", description = "Events as JSON lines, no table.")
  private boolean json;

  private final Deque<String> recent = new ArrayDeque<>();
  private Map<String, Row> known = new TreeMap<>();
  private final CountDownLatch never = new CountDownLatch(1);

  /** Picocli makes it. */
  public WatchCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    var events = new Events(out, true, Clock.systemUTC());
    var source = options.source();
    boolean terminal = System.console() != null;
    for (long n = 0; count == 0 || n < count; n++) {
      if (n > 0) {
        never.await(interval.toMillis(), TimeUnit.MILLISECONDS);
      }
      read(source, events, n == 0);
      if (!json) {
        draw(out, terminal);
      }
    }
    return 0;
  }

  private void read(Source source, Events events, boolean first) throws IOException {
    List<Row> rows;
    try {
      rows = source.read();
    } catch (IOException e) {
      if (first) {
        throw e;
      }
      tell(
          events,
          "unreachable",
          Json.object().put("error", String.valueOf(e.getMessage())),
          String.valueOf(e.getMessage()));
      return;
    }
    var now = new TreeMap<String, Row>();
    rows.forEach(row -> now.put(row.name(), row));
    now.values().forEach(row -> compare(known.get(row.name()), row, events));
    known.values().stream()
        .filter(row -> !now.containsKey(row.name()))
        .forEach(
            row ->
                tell(
                    events,
                    "gone",
                    Json.object().put("node", row.json()),
                    "gone  " + AgentText.plain(row.name())));
    known = now;
  }

  private void compare(@org.jspecify.annotations.Nullable Row before, Row after, Events events) {
    if (after.differs(before)) {
      var name =
          before == null
              ? "found"
              : before.state().equals(after.state()) ? "update" : after.state();
      tell(
          events,
          name,
          Json.object().put("node", after.json()),
          name + "  " + AgentText.plain(after.name()) + "  " + after.address());
    }
  }

  private void tell(Events events, String name, Json fields, String text) {
    if (json) {
      events.emit(name, fields);
    } else {
      recent.addLast(events.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + "  " + text);
      while (recent.size() > LINES_KEPT) {
        recent.removeFirst();
      }
    }
  }

  private void draw(PrintStream out, boolean terminal) {
    var rows = known.values().stream().sorted(Comparator.comparing(Row::name)).toList();
    if (terminal) {
      out.print(REDRAW);
    }
    out.println(options.text() + ": " + rows.size() + " nodes");
    out.println(TableText.of(rows, TableText.colour()));
    out.println();
    recent.forEach(out::println);
    out.flush();
  }
}
