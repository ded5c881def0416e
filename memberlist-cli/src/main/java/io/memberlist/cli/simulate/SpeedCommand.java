package io.memberlist.cli.simulate;

import io.memberlist.simulator.measure.Speed;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast a cluster is simulated. */
@Command(
    name = "speed",
    description = "Measures how fast a cluster is simulated.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SpeedCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "128",
      description = "Size of the cluster (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1000",
      description = "Virtual time to measure, after a warm-up as long (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--compress", description = "Try to compress every packet.")
  private boolean compress;

  @Option(names = "--gossip", description = "Packets full of rumours instead of an idle cluster.")
  private boolean gossip;

  /** Picocli makes it. */
  public SpeedCommand() {}

  @Override
  public Integer call() {
    if (nodes < 2 || seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--nodes must be at least 2, --seconds at least 1");
    }
    var time = Duration.ofSeconds(seconds);
    var speed = gossip ? Speed.busy(nodes, time, compress) : Speed.idle(nodes, time, compress);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%d nodes %s: %d packets of %.0f bytes, %.0f a second and core, %.1f times real time%n",
            nodes,
            gossip ? "gossiping" : "idle",
            speed.packets(),
            speed.meanBytes(),
            speed.packetsPerSecond(),
            speed.timesRealTime());
    return 0;
  }
}
