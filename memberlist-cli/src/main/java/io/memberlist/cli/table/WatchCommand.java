package io.memberlist.cli.table;

import io.memberlist.cli.Durations;
import io.memberlist.cli.Interruption;
import io.memberlist.cli.Json;
import io.memberlist.cli.Stdio;
import io.memberlist.cli.agent.AgentText;
import io.memberlist.cli.agent.Events;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the member table again and again and tells what changed. */
@Command(
    name = "watch",
    description =
        "Shows the members live, with an event for every change, until it is interrupted. "
            + "Nothing joins: nobody sees a member come or go.",
    footer = {
      "%nExamples:",
      "  memberlist watch --join 10.0.0.5:7946",
      "  memberlist watch --url http://localhost:8080 --interval 5s --json"
    },
    sortOptions = false)
public final class WatchCommand implements Callable<Integer> {

  private static final int EVENTS_SHOWN = 10;
  private static final String REDRAW = "\u001b[H\u001b[2J";

  @Spec private CommandSpec spec;

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

  private final Stdio stdio;

  /** A command that has not run. */
  public WatchCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (interval.isZero() || count < 0) {
      throw new ParameterException(
          spec.commandLine(), "--interval must be above 0 and --count not below 0");
    }
    var source = options.source(spec);
    var interruption = Interruption.on(() -> {});
    if (json) {
      report(source);
    } else {
      show(source);
    }
    interruption.cancel();
    return 0;
  }

  /** Something done with each reading. */
  @FunctionalInterface
  private interface Reading {
    void take(boolean first) throws IOException;
  }

  private void repeat(Reading reading) throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    for (long n = 0; count == 0 || n < count; n++) {
      if (n > 0) {
        never.await(interval.toNanos(), TimeUnit.NANOSECONDS);
      }
      reading.take(n == 0);
    }
  }

  private void report(Source source) throws IOException, InterruptedException {
    var events = new Events(stdio, true);
    var table = new TableChanges(events);
    repeat(first -> read(source, table, events, first));
  }

  /** Whether anything has changed. Who cannot be read at first never will; later it may pass. */
  private static boolean read(Source source, TableChanges table, Events events, boolean first)
      throws IOException {
    try {
      return table.read(source.read());
    } catch (IOException e) {
      if (first) {
        throw e;
      }
      var sentence = String.valueOf(e.getMessage());
      events.emit("unreachable", Json.object().put("error", sentence), AgentText.plain(sentence));
      return true;
    }
  }

  /** The last events stand below the table; without a terminal only what is new is printed. */
  private void show(Source source) throws IOException, InterruptedException {
    boolean terminal = stdio.terminal();
    var written = new ByteArrayOutputStream();
    var output = new PrintStream(written, false, StandardCharsets.UTF_8);
    var events = new Events(stdio.withOut(output), false);
    var table = new TableChanges(events);
    var recent = new ArrayDeque<String>();
    repeat(
        first -> {
          boolean changed = read(source, table, events, first);
          written.toString(StandardCharsets.UTF_8).lines().forEach(recent::add);
          written.reset();
          if (terminal) {
            draw(table, recent);
          } else if (changed) {
            print(table, recent);
            recent.clear();
          }
        });
  }

  private void draw(TableChanges table, Deque<String> recent) {
    while (recent.size() > EVENTS_SHOWN) {
      recent.removeFirst();
    }
    stdio.out().print(REDRAW);
    print(table, recent);
  }

  private void print(TableChanges table, Collection<String> events) {
    var nodes = List.copyOf(table.nodes());
    stdio.out().println(AgentText.plain(options.text()) + ": " + nodes.size() + " nodes");
    stdio.out().println(TableText.of(nodes, stdio.colour()));
    stdio.out().println();
    events.forEach(stdio.out()::println);
    stdio.out().flush();
  }
}
