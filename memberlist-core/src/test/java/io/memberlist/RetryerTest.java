package io.memberlist;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryerTest {

  private final List<Duration> pauses = new ArrayList<>();
  private long now = 17;
  private int iterations;

  @Test
  void hlp_01_counterGivesUpAfterItsTries() {
    assertFailsAfterThreeIterations(Retryer.counter(3, ofMillis(100)));
  }

  @Test
  void hlp_01_timerGivesUpAfterItsBudget() {
    assertFailsAfterThreeIterations(Retryer.timer(ofMillis(200), ofMillis(100)));
  }

  private void assertFailsAfterThreeIterations(Retryer retryer) {
    long start = now;

    assertThatThrownBy(() -> virtual(retryer).run(this::fail))
        .hasMessage("failure 3")
        .hasNoSuppressedExceptions();

    assertThat(iterations).isEqualTo(3);
    assertThat(now - start).isEqualTo(ofMillis(200).toNanos());
  }

  @Test
  void firstSuccessEnds() {
    var result =
        virtual(Retryer.forever(ofMillis(10)))
            .call(
                () -> {
                  if (iterations < 4) {
                    fail();
                  }
                  return "done";
                });

    assertThat(result).isEqualTo("done");
    assertThat(pauses).hasSize(4).containsOnly(ofMillis(10));
  }

  @Test
  void timeOfTheOperationCounts() {
    var retryer = virtual(Retryer.timer(ofMillis(100), ofMillis(30)));

    assertThatThrownBy(
            () ->
                retryer.run(
                    () -> {
                      now += ofMillis(50).toNanos();
                      fail();
                    }))
        .hasMessage("failure 2");
  }

  @Test
  void pausesGrowUpToTheLongest() {
    var retryer = virtual(Retryer.counter(6, ofMillis(100)).withGrowth(2, ofMillis(500)));

    assertThatThrownBy(() -> retryer.run(this::fail)).hasMessage("failure 6");

    assertThat(pauses)
        .containsExactly(ofMillis(100), ofMillis(200), ofMillis(400), ofMillis(500), ofMillis(500));
  }

  @Test
  void jitterVariesBothWays() {
    var retryer = Retryer.forever(ofMillis(100)).withJitter(0.1);

    assertThat(retryer.with(() -> now, pauses::add, () -> 0).pauseAfter(1, Duration.ZERO))
        .contains(ofMillis(90));
    assertThat(retryer.with(() -> now, pauses::add, () -> 0.5).pauseAfter(1, Duration.ZERO))
        .contains(ofMillis(100));
    assertThat(retryer.with(() -> now, pauses::add, () -> 1).pauseAfter(1, Duration.ZERO))
        .contains(ofMillis(110));
  }

  @Test
  void manyTriesDoNotOverflow() {
    var retryer = Retryer.forever(ofMillis(1)).withGrowth(10, Duration.ofSeconds(30));

    assertThat(retryer.pauseAfter(100_000, Duration.ZERO)).contains(Duration.ofSeconds(30));
  }

  @Test
  void interruptedPauseEndsItAndKeepsTheFailure() {
    var retryer =
        Retryer.counter(3, ofMillis(100))
            .with(
                () -> now,
                duration -> {
                  throw new InterruptedException();
                },
                () -> 0);

    assertThatThrownBy(() -> retryer.run(this::fail))
        .isInstanceOf(OperationInterruptedException.class)
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("failure 1"));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interruptedOperationIsNotRepeated() {
    assertThatThrownBy(
            () ->
                virtual(Retryer.counter(3, ofMillis(1)))
                    .run(
                        () -> {
                          iterations++;
                          throw new OperationInterruptedException("on purpose");
                        }))
        .hasMessage("on purpose");

    assertThat(iterations).isEqualTo(1);
  }

  @Test
  void realClockAndSleepWorkTogether() {
    long start = System.nanoTime();

    assertThatThrownBy(() -> Retryer.counter(2, ofMillis(2)).run(this::fail))
        .hasMessage("failure 2");

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(ofMillis(2).toNanos());
  }

  @Test
  void impossibleNumbersAreRefused() {
    var retryer = Retryer.counter(1, Duration.ZERO);

    assertThatThrownBy(() -> Retryer.counter(0, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Retryer.counter(1, ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Retryer.timer(ofMillis(-1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> retryer.withGrowth(0.5, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> retryer.withJitter(1.5)).isInstanceOf(IllegalArgumentException.class);
  }

  private Retryer virtual(Retryer retryer) {
    return retryer.with(
        () -> now,
        duration -> {
          pauses.add(duration);
          now += duration.toNanos();
        },
        () -> 0.5);
  }

  private void fail() {
    throw new IllegalStateException("failure " + ++iterations);
  }
}
