package io.memberlist.simulator.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs an experiment: every point of its grid for as many seeds as it wants, in parallel. The
 * result does not depend on the number of threads.
 *
 * @param experiment what to run
 * @param profile how much of it
 * @param reduction what to leave out besides
 * @param seed of the first repetition; the others have the numbers after it
 * @param threads runs at the same time
 * @param progress is told after each run
 */
public record ExperimentRun(
    Experiment experiment,
    Profile profile,
    Reduction reduction,
    long seed,
    int threads,
    Progress progress) {

  /** Is told after each run, by any thread. */
  @FunctionalInterface
  public interface Progress {
    /** One more of so many runs is done. */
    void done(int all);
  }

  private record Task(Point point, int repetition) {}

  /**
   * Runs it all and judges.
   *
   * @throws IllegalStateException if a run failed; the message says with which seed
   */
  public Outcome run(Variant variant) throws InterruptedException {
    long start = System.nanoTime();
    var results = new Results(profile, variant, samples(variant));
    var verdicts = new Verdicts(profile);
    experiment.judge(results, verdicts);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(experiment, results, verdicts.all(), seed, seconds);
  }

  private Map<Point, List<Sample>> samples(Variant variant) throws InterruptedException {
    var samples = new LinkedHashMap<Point, List<Sample>>();
    for (var point : reduction.of(experiment.grid(profile, variant))) {
      samples.put(point, new ArrayList<>());
    }
    var tasks = tasks(samples.keySet());
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var futures = submitted(tasks, variant, pool);
      for (int i = 0; i < tasks.size(); i++) {
        var sample = result(tasks.get(i), futures.get(i));
        samples.computeIfPresent(tasks.get(i).point, (point, all) -> with(all, sample));
      }
    } finally {
      pool.shutdownNow();
    }
    return samples;
  }

  private static List<Sample> with(List<Sample> all, Sample one) {
    all.add(one);
    return all;
  }

  /** The longest first, so that no core is idle at the end. */
  private static List<Task> tasks(Collection<Point> grid) {
    var tasks = new ArrayList<Task>();
    for (var point : grid) {
      for (int repetition = 0; repetition < point.repetitions(); repetition++) {
        tasks.add(new Task(point, repetition));
      }
    }
    tasks.sort(Comparator.comparingInt(task -> -task.point.n()));
    return tasks;
  }

  private List<Future<Sample>> submitted(List<Task> tasks, Variant variant, ExecutorService pool) {
    var futures = new ArrayList<Future<Sample>>();
    for (var task : tasks) {
      futures.add(
          pool.submit(
              () -> {
                var sample = experiment.run(task.point, variant, seed + task.repetition);
                progress.done(tasks.size());
                return sample;
              }));
    }
    return futures;
  }

  private Sample result(Task task, Future<Sample> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          experiment.id()
              + " failed at "
              + task.point
              + " with seed "
              + (seed + task.repetition)
              + ": "
              + e.getCause(),
          e);
    }
  }
}
