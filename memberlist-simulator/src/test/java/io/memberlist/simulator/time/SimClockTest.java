package io.memberlist.simulator.time;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimClockTest {

  private final SimClock clock = new SimClock();
  private final List<String> happened = new ArrayList<>();

  @Test
  void eventsHappenByTimeAndThenInTheOrderOfTheirCreation() {
    clock.at(20, () -> happened.add("late"));
    clock.at(10, () -> happened.add("first"));
    clock.at(10, () -> happened.add("second"));

    clock.runUntil(15);
    assertThat(happened).containsExactly("first", "second");
    assertThat(clock.now()).isEqualTo(15);

    clock.runUntil(20);
    assertThat(happened).containsExactly("first", "second", "late");
  }

  @Test
  void theOrderHoldsForManyEvents() {
    var random = new SimRandom(1, 2);
    var times = new ArrayList<Long>();
    for (int i = 0; i < 10_000; i++) {
      clock.at(random.nextLong(1_000), () -> times.add(clock.now()));
    }

    clock.run(ofMillis(1));

    assertThat(times).hasSize(10_000).isSorted();
  }

  @Test
  void whatIsDueInThePastHappensNow() {
    clock.runUntil(100);

    clock.at(50, () -> happened.add("at " + clock.now()));
    clock.step();

    assertThat(happened).containsExactly("at 100");
  }

  @Test
  void aConditionEndsTheRunAtTheEventThatMakesItTrue() {
    clock.at(30, () -> happened.add("x"));
    clock.at(40, () -> happened.add("y"));

    assertThat(clock.runUntil(() -> !happened.isEmpty(), ofMillis(1))).isTrue();
    assertThat(clock.now()).isEqualTo(30);
    assertThat(clock.runUntil(() -> happened.size() == 3, ofMillis(1))).isFalse();
    assertThat(clock.now()).isEqualTo(30 + 1_000_000);
  }

  @Test
  void aDriftingClockIsReadAndReversedExactly() {
    for (long drift : new long[] {0, 50_000_000, -50_000_000, 1, -1}) {
      var drifting = new DriftingClock(1_000, Long.MAX_VALUE - 5_000_000_000L, drift);
      for (long global = 1_000; global < 20_000_000_000L; global += 1_234_567_891L) {
        long local = drifting.local(global);
        long back = drifting.global(local);
        assertThat(drifting.local(back) - local).isNotNegative();
        assertThat(drifting.local(back - 1) - local).isNegative();
      }
    }
  }

  @Test
  void aStreamOfChanceIsTheSameOnEveryJava() {
    var random = new SimRandom(42, 7);

    assertThat(new long[] {random.nextLong(), random.nextInt(1000), random.nextLong(1L << 40)})
        .containsExactly(-3224842303012394878L, 872, 493309874643L);
    assertThat(random.nextDouble()).isBetween(0.0, 1.0);
  }
}
