package io.memberlist;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Repeats what fails, such as a join, with pauses in between. Immutable.
 *
 * <pre>{@code
 * var retryer = Retryer.timer(Duration.ofMinutes(5), Duration.ofSeconds(1)).withGrowth(2, Duration.ofSeconds(30));
 * var result = retryer.call(() -> memberlist.join(seeds));
 * }</pre>
 */
public final class Retryer {

  /** Lets time pass. */
  @FunctionalInterface
  public interface Sleep {
    /** Returns when {@code duration} is over. */
    void sleep(Duration duration) throws InterruptedException;
  }

  private record Limit(long tries, Duration budget) {}

  private record Pauses(Duration first, double growth, Duration longest, double jitter) {}

  private record Surroundings(LongSupplier nanoTime, Sleep sleep, DoubleSupplier random) {
    static final Surroundings REAL =
        new Surroundings(
            System::nanoTime,
            duration -> Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000),
            () -> ThreadLocalRandom.current().nextDouble());
  }

  /** Longer than any program runs, and still a number of nanoseconds. */
  private static final Duration UNLIMITED = Duration.ofDays(36_500);

  private final Limit limit;
  private final Pauses pauses;
  private final Surroundings surroundings;

  private Retryer(Limit limit, Pauses pauses, Surroundings surroundings) {
    this.limit = limit;
    this.pauses = pauses;
    this.surroundings = surroundings;
  }

  /**
   * Gives up after a number of tries.
   *
   * @param tries at least 1
   * @param pause between two tries
   */
  public static Retryer counter(int tries, Duration pause) {
    if (tries < 1) {
      throw new IllegalArgumentException("tries must be at least 1, not " + tries);
    }
    return new Retryer(new Limit(tries, UNLIMITED), constant(pause), Surroundings.REAL);
  }

  /**
   * Gives up when the next try would begin later than {@code budget} after the first.
   *
   * @param budget at least 0; there is always one try
   * @param pause between two tries
   */
  public static Retryer timer(Duration budget, Duration pause) {
    return new Retryer(
        new Limit(Long.MAX_VALUE, notNegative("budget", budget)),
        constant(pause),
        Surroundings.REAL);
  }

  /** Never gives up. */
  public static Retryer forever(Duration pause) {
    return timer(UNLIMITED, pause);
  }

  private static Pauses constant(Duration pause) {
    return new Pauses(notNegative("pause", pause), 1, UNLIMITED, 0);
  }

  /**
   * Makes each pause longer than the one before.
   *
   * @param factor at least 1
   * @param longest where growing ends
   */
  public Retryer withGrowth(double factor, Duration longest) {
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("factor must be at least 1, not " + factor);
    }
    var grown = new Pauses(pauses.first, factor, notNegative("longest", longest), pauses.jitter);
    return new Retryer(limit, grown, surroundings);
  }

  /**
   * Varies each pause at random.
   *
   * @param part 0.1 for up to 10 % more or less; within 0..1
   */
  public Retryer withJitter(double part) {
    if (!(part >= 0 && part <= 1)) {
      throw new IllegalArgumentException("part must be within 0..1, not " + part);
    }
    return new Retryer(
        limit, new Pauses(pauses.first, pauses.growth, pauses.longest, part), surroundings);
  }

  /**
   * Takes time and chance from elsewhere, for tests.
   *
   * @param nanoTime monotonous
   * @param random within 0..1
   */
  public Retryer with(LongSupplier nanoTime, Sleep sleep, DoubleSupplier random) {
    return new Retryer(limit, pauses, new Surroundings(nanoTime, sleep, random));
  }

  /**
   * Calls until nothing is thrown.
   *
   * @return what the operation returned
   * @throws RuntimeException what the last try threw
   * @throws OperationInterruptedException if the operation or a pause was interrupted
   */
  public <T> T call(Supplier<T> operation) {
    Objects.requireNonNull(operation, "operation");
    long start = surroundings.nanoTime.getAsLong();
    for (int tries = 1; ; tries++) {
      try {
        return operation.get();
      } catch (OperationInterruptedException e) {
        throw e;
      } catch (RuntimeException e) {
        var elapsed = Duration.ofNanos(surroundings.nanoTime.getAsLong() - start);
        sleep(pauseAfter(tries, elapsed).orElseThrow(() -> e), e);
      }
    }
  }

  /** {@link #call} for what returns nothing. */
  public void run(Runnable operation) {
    Objects.requireNonNull(operation, "operation");
    var ignored =
        call(
            () -> {
              operation.run();
              return Boolean.TRUE;
            });
  }

  /**
   * The pause before the next try, for callers that schedule instead of waiting.
   *
   * @param tries that have failed, at least 1
   * @param elapsed since the first began
   * @return empty to give up
   */
  public Optional<Duration> pauseAfter(int tries, Duration elapsed) {
    if (tries >= limit.tries) {
      return Optional.empty();
    }
    var next = jittered(grown(tries));
    return elapsed.plus(next).compareTo(limit.budget) > 0 ? Optional.empty() : Optional.of(next);
  }

  private double grown(int tries) {
    double nanos = (double) pauses.first.toNanos() * Math.pow(pauses.growth, tries - 1.0);
    return Math.min(nanos, (double) pauses.longest.toNanos());
  }

  private Duration jittered(double nanos) {
    double factor =
        pauses.jitter == 0 ? 1 : 1 + pauses.jitter * (2 * surroundings.random.getAsDouble() - 1);
    return Duration.ofNanos((long) (nanos * factor));
  }

  private void sleep(Duration duration, RuntimeException failure) {
    try {
      surroundings.sleep.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted =
          new OperationInterruptedException("waiting for the next try was interrupted");
      interrupted.addSuppressed(failure);
      throw interrupted;
    }
  }

  private static Duration notNegative(String name, Duration value) {
    if (value.isNegative() || value.compareTo(UNLIMITED) > 0) {
      throw new IllegalArgumentException(
          name + " must be within 0.." + UNLIMITED.toDays() + " days, not " + value);
    }
    return value;
  }
}
