package io.memberlist.cli.simulate;

import io.memberlist.Config;
import io.memberlist.simulator.measure.Gains;
import io.memberlist.simulator.measure.Spread;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what the additions of §21.1 gain. */
@Command(
    name = "gains",
    description = "Measures what the additions of protocol.md 21.1 gain: all off and all on.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class GainsCommand implements Callable<Integer> {

  private static final Duration BURST = Duration.ofMillis(200);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "100",
      description = "Runs of each figure; fewer of those that take long (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = "",
      description = "Only figures whose name has this in it.")
  private String only = "";

  private Pattern wanted = Pattern.compile("");

  /** Picocli makes it. */
  public GainsCommand() {}

  @Override
  public Integer call() {
    if (runs < 1) {
      throw new ParameterException(spec.commandLine(), "--runs must be at least 1");
    }
    wanted = Pattern.compile(only);
    print("| figure | runs | off: median / max (s) | on: median / max (s) |%n|---|---|---|---|%n");
    starts();
    for (int nodes : new int[] {2, 3, 4, 8, 16, 32, 64}) {
      row("killed process, " + nodes, runs, (gains, seed) -> gains.crash(seed, nodes));
    }
    row("vanished machine, 32", runs, (gains, seed) -> gains.powerOff(seed, 32));
    row("second of four", runs, Gains::secondCrash);
    for (int seconds : new int[] {30, 300, 3600}) {
      row("cut of " + seconds + " s, 100", few(10), healing(100, Duration.ofSeconds(seconds)));
    }
    row("cut of 24 h, 16", few(10), healing(16, Duration.ofHours(24)));
    firewall();
    return 0;
  }

  private void starts() {
    for (int nodes : new int[] {8, 32, 128}) {
      int times = nodes > 100 ? few(10) : runs;
      row(
          "start LAN, " + nodes,
          times,
          (gains, seed) -> gains.bootstrap(seed, nodes, Config::lan, BURST));
      row(
          "start Local, " + nodes,
          times,
          (gains, seed) -> gains.bootstrap(seed, nodes, Config::local, BURST));
    }
    for (int nodes : new int[] {300, 1000, 2000}) {
      row(
          "bootstrap LAN, " + nodes,
          1,
          (gains, seed) -> gains.bootstrap(seed, nodes, Config::lan, SECOND));
    }
  }

  private int few(int most) {
    return Math.min(runs, most);
  }

  private static BiFunction<Gains, Long, Duration> healing(int nodes, Duration cut) {
    return (gains, seed) -> gains.heal(seed, nodes, cut).took();
  }

  /** Streams refused by a firewall: deaths of members that live. */
  private void firewall() {
    for (double loss : new double[] {0.05, 0.1}) {
      var name = String.format(Locale.ROOT, "false deaths behind a firewall, loss %.2f", loss);
      if (wanted.matcher(name).find()) {
        print(
            "| %s | %d | %d | %d |%n",
            name, few(10), wronglyDead(new Gains(false), loss), wronglyDead(new Gains(true), loss));
      }
    }
  }

  private long wronglyDead(Gains gains, double loss) {
    long deaths = 0;
    for (long seed = 1; seed <= few(10); seed++) {
      deaths += gains.wronglyDead(seed, 32, loss, Duration.ofMinutes(30));
    }
    return deaths;
  }

  private void row(String name, int times, BiFunction<Gains, Long, Duration> run) {
    if (wanted.matcher(name).find()) {
      print(
          "| %s | %d | %s | %s |%n",
          name,
          times,
          measured(new Gains(false), times, run),
          measured(new Gains(true), times, run));
    }
  }

  private static String measured(Gains gains, int times, BiFunction<Gains, Long, Duration> run) {
    var spread = Spread.of(times, seed -> run.apply(gains, seed));
    return seconds(spread.median()) + " / " + seconds(spread.max());
  }

  private static String seconds(Duration time) {
    return time.compareTo(Gains.LIMIT) >= 0
        ? "never"
        : String.format(Locale.ROOT, "%.2f", time.toMillis() / 1e3);
  }

  private void print(String format, Object... values) {
    var out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
