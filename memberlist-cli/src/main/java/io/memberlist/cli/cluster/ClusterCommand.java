package io.memberlist.cli.cluster;

import io.memberlist.cli.Durations;
import io.memberlist.cli.log.LogTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs clusters of real nodes in this process and measures them. */
@Command(
    name = "cluster",
    description =
        "Runs real nodes in this process and measures convergence, idle cost and failure detection.",
    sortOptions = false)
public final class ClusterCommand implements Callable<Integer> {

  /** Base configurations. */
  enum Preset {
    LAN,
    WAN,
    LOCAL
  }

  /** How the nodes join. */
  enum JoinMode {
    SERIAL,
    PARALLEL
  }

  /** What carries the traffic. */
  enum Network {
    LOOPBACK,
    MEMORY
  }

  /**
   * One run's settings.
   *
   * @param nodes how many
   * @param preset base configuration
   * @param joinMode one after the other, or 16 at a time
   * @param compress compression
   * @param idle how long the idle cluster is measured
   * @param rest pause between convergence and the idle measurement
   * @param limit most time for convergence and for detection
   * @param kill whether a node is stopped without a goodbye
   * @param port first port, 0 for any
   * @param improved the additions to the reference
   * @param network what carries the traffic
   */
  record Settings(
      int nodes,
      Preset preset,
      JoinMode joinMode,
      boolean compress,
      Duration idle,
      Duration rest,
      Duration limit,
      boolean kill,
      int port,
      boolean improved,
      Network network) {

    String text(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = {"--nodes", "-n"},
      paramLabel = "N",
      split = ",",
      required = true,
      description = "Number of nodes; several numbers give several runs.")
  private List<Integer> nodes = new ArrayList<>();

  @Option(
      names = "--preset",
      defaultValue = "lan",
      description = "Base configuration: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Preset preset = Preset.LAN;

  @Option(
      names = "--join",
      defaultValue = "serial",
      description =
          "How nodes join: ${COMPLETION-CANDIDATES} (16 at a time); default ${DEFAULT-VALUE}.")
  private JoinMode join = JoinMode.SERIAL;

  @Option(
      names = "--compress",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Compression; default ${DEFAULT-VALUE}.")
  private boolean compress;

  @Option(
      names = "--idle",
      defaultValue = "20s",
      converter = Durations.class,
      description = "Length of the idle measurement; default ${DEFAULT-VALUE}.")
  private Duration idle = Duration.ofSeconds(20);

  @Option(
      names = "--rest",
      defaultValue = "6s",
      converter = Durations.class,
      description = "Pause before it; default ${DEFAULT-VALUE}.")
  private Duration rest = Duration.ofSeconds(6);

  @Option(
      names = "--limit",
      defaultValue = "90s",
      converter = Durations.class,
      description = "Most time for convergence and for detection; default ${DEFAULT-VALUE}.")
  private Duration limit = Duration.ofSeconds(90);

  @Option(
      names = "--kill",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Stop the middle node without a goodbye; default ${DEFAULT-VALUE}.")
  private boolean kill;

  @Option(names = "--port", defaultValue = "0", description = "First port; 0, the default: any.")
  private int port;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      description = "Runs of each; default ${DEFAULT-VALUE}.")
  private int repeat;

  @Option(
      names = "--improved",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "The additions to the reference, all on.")
  private boolean improved;

  @Option(
      names = "--network",
      defaultValue = "loopback",
      description = "What carries the traffic: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Network network = Network.LOOPBACK;

  @Option(names = "--json", description = "The output is JSON in any case.")
  private boolean json;

  /** Picocli makes it. */
  public ClusterCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    LogTarget.set(line -> {});
    boolean converged = true;
    for (int n : nodes) {
      if (n < 1) {
        throw new ParameterException(
            spec.commandLine(), "--nodes is " + n + ": at least 1 is needed");
      }
      for (int run = 0; run < repeat; run++) {
        var report = new ClusterRun(settings(n), this::progress).run();
        converged &= report.converged();
        spec.commandLine().getOut().println(report.json());
        spec.commandLine().getOut().flush();
      }
    }
    return converged ? 0 : 1;
  }

  private Settings settings(int n) {
    return new Settings(
        n, preset, join, compress, idle, rest, limit, kill, port, improved, network);
  }

  private void progress(String text) {
    if (System.console() != null) {
      spec.commandLine().getErr().print("\r\u001b[K" + text);
      spec.commandLine().getErr().flush();
    }
  }
}
