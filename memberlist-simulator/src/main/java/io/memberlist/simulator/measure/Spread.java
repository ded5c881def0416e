package io.memberlist.simulator.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Times of many runs.
 *
 * @param sorted ascending, not empty
 */
public record Spread(List<Duration> sorted) {

  /** Runs once for each seed from 1 on. */
  public static Spread of(int runs, LongFunction<Duration> run) {
    var times = new ArrayList<Duration>(runs);
    for (long seed = 1; seed <= runs; seed++) {
      times.add(run.apply(seed));
    }
    times.sort(null);
    return new Spread(List.copyOf(times));
  }

  /** Half of the runs took no longer. */
  public Duration median() {
    return sorted.get((sorted.size() - 1) / 2);
  }

  /** The slowest run. */
  public Duration max() {
    return sorted.get(sorted.size() - 1);
  }

  /** Number of runs that took longer. */
  public long above(Duration limit) {
    return sorted.stream().filter(time -> time.compareTo(limit) > 0).count();
  }
}
