package io.memberlist.cli.agent;

import io.memberlist.MemberlistException;
import io.memberlist.cli.Blob;
import io.memberlist.cli.Json;
import io.memberlist.cli.log.LogTarget;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one node until it is interrupted, or, with {@code --json}, until standard input ends. */
@Command(name = "agent", description = "Runs one node until interrupted.", sortOptions = false)
public final class AgentCommand implements Callable<Integer> {

  /** Where the log goes. */
  enum Log {
    JSON,
    STDERR,
    NONE
  }

  @Spec private CommandSpec spec;

  @Mixin private NodeOptions node = new NodeOptions();

  @Option(
      names = "--join",
      paramLabel = "ADDR",
      description = "Member to join at start, [name/]host[:port]; repeatable.")
  private List<String> join = new ArrayList<>();

  @Option(names = "--meta", defaultValue = "", description = "Node metadata, text or hex:….")
  private String meta = "";

  @Option(
      names = "--state",
      defaultValue = "",
      description = "User state for state exchanges, text or hex:….")
  private String state = "";

  @Option(
      names = "--ack-payload",
      defaultValue = "",
      description = "Payload of acks, text or hex:…; needs --ping.")
  private String ackPayload = "";

  @Option(names = "--no-delegate", description = "No main delegate: no metadata, messages, state.")
  private boolean noDelegate;

  @Option(names = "--no-events", description = "No event delegate.")
  private boolean noEvents;

  @Option(names = "--alive", description = "Install the alive delegate.")
  private boolean alive;

  @Option(names = "--merge", description = "Install the merge delegate.")
  private boolean merge;

  @Option(names = "--ping", description = "Install the ping delegate.")
  private boolean ping;

  @Option(
      names = "--conflict",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Install the conflict delegate; default ${DEFAULT-VALUE}.")
  private boolean conflict;

  @Option(names = "--faults", description = "Traffic can be dropped and delayed by command.")
  private boolean faults;

  @Option(names = "--trace", description = "Shows all traffic as events; implies --faults.")
  private boolean trace;

  @Option(
      names = "--json",
      description = "Commands and events as JSON lines on standard input and output.")
  private boolean json;

  @Option(
      names = "--log",
      description =
          "Where the log goes: ${COMPLETION-CANDIDATES}; default json with --json, else stderr.")
  private @Nullable Log log;

  /** Picocli makes it. */
  public AgentCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    var events = new Events(out, json, Clock.systemUTC());
    routeLog(events);
    var agent = build(events);
    try {
      agent.start();
    } catch (MemberlistException e) {
      events.emit("failed", Json.object().put("error", String.valueOf(e.getMessage())));
      if (!json) {
        spec.commandLine().getErr().println(e.getMessage());
      }
      agent.close();
      return 1;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> sayGoodbye(agent), "memberlist-goodbye"));
    agent.joinInBackground(join);
    if (json) {
      obey(agent, events);
      agent.close();
      Runtime.getRuntime().halt(0);
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private Agent build(Events events) {
    try {
      var delegates =
          new AgentDelegates(events, Blob.text(meta), Blob.text(state), Blob.text(ackPayload));
      var config = node.builder();
      if (!noDelegate) {
        config.delegate(delegates);
      }
      if (!noEvents) {
        config.events(delegates);
      }
      if (alive) {
        config.alive(delegates);
      }
      if (merge) {
        config.merge(delegates);
      }
      if (ping) {
        config.ping(delegates);
      }
      if (conflict) {
        config.conflict(delegates);
      }
      return new Agent(config, delegates, events, faults || trace, trace);
    } catch (IllegalArgumentException | MemberlistException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void routeLog(Events events) {
    var target = log == null ? (json ? Log.JSON : Log.STDERR) : log;
    switch (target) {
      case JSON -> LogTarget.set(line -> events.emit("log", Json.object().put("line", line), line));
      case STDERR -> LogTarget.set(System.err::println);
      case NONE -> LogTarget.set(line -> {});
    }
  }

  private static void obey(Agent agent, Events events) throws IOException {
    var commands = new AgentCommands(agent, events);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    while (line != null && commands.execute(line)) {
      line = in.readLine();
    }
  }

  private static void sayGoodbye(Agent agent) {
    agent.goodbye();
    Runtime.getRuntime().halt(0);
  }
}
