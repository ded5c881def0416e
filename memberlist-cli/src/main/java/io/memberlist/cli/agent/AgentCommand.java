package io.memberlist.cli.agent;

import io.memberlist.MemberlistException;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.cli.Interruption;
import io.memberlist.cli.Json;
import io.memberlist.cli.Stdio;
import io.memberlist.cli.log.LogTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
@Command(
    name = "agent",
    description =
        "Runs one node until it is interrupted; then it leaves the cluster and says so. "
            + "With --json it takes commands from standard input, one JSON object a line, and "
            + "stops without leaving when that ends.",
    footer = {
      "%nExamples:",
      "  memberlist agent --name a --bind 10.0.0.5 --port 7946",
      "  memberlist agent --name b --join 10.0.0.5 --key b64:… --label prod",
      "  memberlist agent --set ProbeInterval=500ms --set rejoin.interval=10s",
      "  echo '{\"cmd\":\"members\"}' | memberlist agent --json --join 10.0.0.5"
    },
    sortOptions = false)
public final class AgentCommand implements Callable<Integer> {

  /** Where the log goes. */
  enum Log {
    JSON,
    STDERR,
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private NodeOptions node = new NodeOptions();

  @Option(
      names = "--join",
      paramLabel = "ADDR",
      description = "Member to join at start, [name/]host[:port]; repeatable.")
  private List<String> join = new ArrayList<>();

  @Mixin private DelegateOptions options = new DelegateOptions();

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
      paramLabel = "json|stderr|none",
      description =
          "Where the log goes: ${COMPLETION-CANDIDATES}; default json with --json, else stderr.")
  private @Nullable Log log;

  private final Stdio stdio;

  /** A command that has not run. */
  public AgentCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var events = new Events(stdio, json);
    routeLog(events);
    var delegates = delegates(events);
    var agent = agent(events, delegates);
    // before anybody knows that it runs, and might want it to end
    var interruption = Interruption.on(agent::goodbye);
    try {
      agent.start();
    } catch (MemberlistException e) {
      agent.close();
      interruption.cancel();
      return failed(events, e);
    }
    agent.joinInBackground(join);
    if (json) {
      obey(new AgentCommands(agent, delegates, events));
    } else {
      new CountDownLatch(1).await();
    }
    agent.close();
    interruption.cancel();
    return 0;
  }

  private AgentDelegates delegates(Events events) {
    try {
      return options.delegates(events);
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  private Agent agent(Events events, AgentDelegates delegates) {
    try {
      var builder = node.builder();
      options.install(delegates, builder);
      var agent = new Agent(builder, events, new Agent.Trouble(faults, trace));
      var memberlist = agent.memberlist();
      if (options.main()) {
        int mult = memberlist.config().retransmitMult();
        delegates.broadcastsTo(new TransmitLimitedQueue(mult, memberlist::numMembers));
      }
      return agent;
    } catch (IllegalArgumentException | MemberlistException e) {
      throw wrong(e);
    }
  }

  private ParameterException wrong(RuntimeException e) {
    return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
  }

  private int failed(Events events, MemberlistException e) {
    var text = String.valueOf(e.getMessage());
    if (json) {
      events.emit("failed", Json.object().put("error", text), text);
    }
    stdio.complain(text);
    return 1;
  }

  private void routeLog(Events events) {
    var target = log == null ? (json ? Log.JSON : Log.STDERR) : log;
    switch (target) {
      case JSON -> LogTarget.set(line -> events.emit("log", Json.object().put("line", line), line));
      case STDERR -> LogTarget.set(stdio::complain);
      case NONE -> LogTarget.none();
    }
  }

  private void obey(AgentCommands commands) throws IOException {
    var in = new BufferedReader(new InputStreamReader(stdio.in(), StandardCharsets.UTF_8));
    String line = in.readLine();
    while (line != null && commands.execute(line)) {
      line = in.readLine();
    }
  }
}
