package io.memberlist.cli.simulate;

import io.memberlist.simulator.SimulationFailure;
import io.memberlist.simulator.campaign.CampaignResult;
import io.memberlist.simulator.campaign.CampaignRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Repeats one run of a campaign. */
@Command(
    name = "replay",
    description = "Repeats one run of a campaign; exits 1 if it fails again.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--seed", required = true, paramLabel = "N", description = "Seed of the run.")
  private long seed;

  @Option(
      names = "--nodes",
      paramLabel = "MAX",
      defaultValue = "64",
      description = "Greatest cluster, as for the campaign (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "Takes the event log, one JSON object a line.")
  private @Nullable Path events;

  /** Picocli makes it. */
  public ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    try {
      var result = run();
      out.printf(
          Locale.ROOT,
          "seed %d held: %d nodes, %.1f s of virtual time, %d packets, converged after %.1f s of at most %.1f s, hash %016x%n",
          seed,
          result.nodes(),
          result.time().toNanos() / 1e9,
          result.packets(),
          result.convergence().toNanos() / 1e9,
          result.bound().toNanos() / 1e9,
          result.hash());
      out.println(result.coverage());
      return 0;
    } catch (SimulationFailure e) {
      out.println("seed " + seed + " failed: " + e.getMessage());
      return 1;
    }
  }

  private CampaignResult run() throws IOException {
    var file = events;
    if (file == null) {
      return CampaignRun.run(seed, nodes, null);
    }
    try (var writer = Files.newBufferedWriter(file)) {
      return CampaignRun.run(seed, nodes, writer);
    }
  }
}
