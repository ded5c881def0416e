package io.memberlist.cli.simulate;

import io.memberlist.simulator.SimulationFailure;
import io.memberlist.simulator.campaign.CampaignRun;
import io.memberlist.simulator.check.Coverage;
import io.memberlist.simulator.check.Coverage.Met;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs random fault campaigns and tells how to repeat those that fail. */
@Command(
    name = "campaign",
    description = "Runs clusters under random faults, one per seed; exits 1 if one fails.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class CampaignCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      required = true,
      paramLabel = "FROM..TO",
      converter = Seeds.Converter.class,
      description = "Seeds to run, both ends included.")
  private Seeds seeds = new Seeds(0, 0);

  @Option(
      names = "--nodes",
      paramLabel = "MAX",
      defaultValue = "64",
      description = "Greatest cluster (${DEFAULT-VALUE}).")
  private int nodes;

  private final Coverage coverage = new Coverage();
  private long packets;
  private long steps;

  /** Picocli makes it. */
  public CampaignCommand() {}

  @Override
  public Integer call() {
    if (nodes < 2) {
      throw new ParameterException(spec.commandLine(), "--nodes must be at least 2");
    }
    var out = spec.commandLine().getOut();
    long start = System.nanoTime();
    long failed = 0;
    for (long seed = seeds.from(); seed <= seeds.to(); seed++) {
      failed += holds(seed, out) ? 0 : 1;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long runs = seeds.to() - seeds.from() + 1;
    out.printf(
        Locale.ROOT,
        "%d runs, %d failed, %d packets, %d steps checked, %.1f s%n",
        runs,
        failed,
        packets,
        steps,
        seconds);
    out.println(coverage);
    return failed > 0 || nothingMet(out) ? 1 : 0;
  }

  private boolean holds(long seed, PrintWriter out) {
    try {
      var result = CampaignRun.run(seed, nodes, null);
      coverage.addAll(result.coverage());
      packets += result.packets();
      steps += result.steps();
      return true;
    } catch (SimulationFailure e) {
      out.println("seed " + seed + " failed: " + e.getMessage());
      out.flush();
      return false;
    }
  }

  private boolean nothingMet(PrintWriter out) {
    for (var met : Met.values()) {
      if (coverage.of(met) > 0) {
        return false;
      }
    }
    out.println("nothing was exercised, so nothing was shown");
    return true;
  }
}
