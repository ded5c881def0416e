package io.memberlist.cli.cluster;

import io.memberlist.cli.BaseOptions;
import io.memberlist.cli.Durations;
import io.memberlist.cli.Stdio;
import io.memberlist.cli.log.LogTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs clusters of real nodes in this process and measures them. */
@Command(
    name = "cluster",
    description =
        "Runs real nodes in this process and measures convergence, idle cost and failure "
            + "detection. Prints one JSON object a run.",
    footer = {
      "%nExamples:",
      "  memberlist cluster --nodes 10",
      "  memberlist cluster --nodes 10,50,100 --join parallel --repeat 3 > runs.json",
      "  memberlist cluster --nodes 200 --preset local --network memory --improved"
    },
    sortOptions = false)
public final class ClusterCommand implements Callable<Integer> {

  /** How the nodes join. */
  enum JoinMode {
    SERIAL,
    PARALLEL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What carries the traffic. */
  enum Network {
    LOOPBACK,
    MEMORY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One run's settings.
   *
   * @param nodes how many
   * @param base what the configuration of each starts from
   * @param joinMode one after the other, or 16 at a time
   * @param idle how long the idle cluster is measured
   * @param rest pause between convergence and the idle measurement
   * @param limit most time for convergence and for detection
   * @param kill whether a node is stopped without a goodbye
   * @param port first port, 0 for any
   * @param network what carries the traffic
   */
  record Settings(
      int nodes,
      BaseOptions base,
      JoinMode joinMode,
      Duration idle,
      Duration rest,
      Duration limit,
      boolean kill,
      int port,
      Network network) {}

  @Spec private CommandSpec spec;

  @Option(
      names = {"--nodes", "-n"},
      paramLabel = "N",
      split = ",",
      required = true,
      description = "Number of nodes; several numbers give several runs.")
  private List<Integer> nodes = new ArrayList<>();

  @Mixin private BaseOptions base = new BaseOptions();

  @Option(
      names = "--join",
      paramLabel = "serial|parallel",
      defaultValue = "serial",
      description =
          "How nodes join: ${COMPLETION-CANDIDATES} (16 at a time); default ${DEFAULT-VALUE}.")
  private JoinMode join = JoinMode.SERIAL;

  @Option(
      names = "--idle",
      paramLabel = "DURATION",
      defaultValue = "20s",
      converter = Durations.class,
      description = "Length of the idle measurement; default ${DEFAULT-VALUE}.")
  private Duration idle = Duration.ofSeconds(20);

  @Option(
      names = "--rest",
      paramLabel = "DURATION",
      defaultValue = "6s",
      converter = Durations.class,
      description = "Pause before it; default ${DEFAULT-VALUE}.")
  private Duration rest = Duration.ofSeconds(6);

  @Option(
      names = "--limit",
      paramLabel = "DURATION",
      defaultValue = "90s",
      converter = Durations.class,
      description = "Most time for convergence and for detection; default ${DEFAULT-VALUE}.")
  private Duration limit = Duration.ofSeconds(90);

  @Option(
      names = "--kill",
      paramLabel = "true|false",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Stop the middle node without a goodbye; default ${DEFAULT-VALUE}.")
  private boolean kill;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "First port; 0, the default: any.")
  private int port;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs of each; default ${DEFAULT-VALUE}.")
  private int repeat;

  @Option(
      names = "--network",
      paramLabel = "loopback|memory",
      defaultValue = "loopback",
      description = "What carries the traffic: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Network network = Network.LOOPBACK;

  @SuppressWarnings("UnusedVariable") // accepted, because every command has it
  @Option(names = "--json", description = "The output is JSON in any case.")
  private boolean json;

  private final Stdio stdio;

  /** A command that has not run. */
  public ClusterCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    LogTarget.none();
    int failures = 0;
    for (int n : nodes) {
      for (int run = 0; run < repeat; run++) {
        var report = new ClusterRun(settings(n), this::progress).run();
        stdio.println(report.json());
        failures += report.converged() ? 0 : 1;
      }
    }
    if (failures > 0) {
      stdio.complain(failures + " clusters did not converge in time: give them more with --limit");
      return 1;
    }
    return 0;
  }

  private void check() {
    for (int n : nodes) {
      if (n < 1) {
        throw wrong("--nodes is " + n + ": at least 1 is needed");
      }
      if (port < 0 || port > 0 && port + n - 1 > 65_535) {
        throw wrong("--port is " + port + ": the ports of " + n + " nodes must be below 65536");
      }
    }
    if (repeat < 1) {
      throw wrong("--repeat is " + repeat + ": at least 1 is needed");
    }
    if (idle.isZero()) {
      throw wrong("--idle is zero: a measurement takes time, such as 20s");
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private Settings settings(int n) {
    return new Settings(n, base, join, idle, rest, limit, kill, port, network);
  }

  private void progress(String text) {
    if (stdio.terminal()) {
      stdio.err().print("\r\u001b[K" + text);
      stdio.err().flush();
    }
  }
}
