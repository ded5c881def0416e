package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The timer of one accusation (§11.3). */
class SuspicionTest {

  private static final long START = Duration.ofHours(1).toNanos();

  private final TimerQueue timers = new TimerQueue();
  private final List<String> fired = new ArrayList<>();
  private long now = START;

  private final Suspicions suspicions =
      new Suspicions(
          timers,
          (name, suspicion, at) ->
              fired.add(
                  name
                      + " after "
                      + (at - START) / 1_000_000
                      + " ms, "
                      + suspicion.confirmations()));

  private Suspicion start(int wanted, long minMillis, long maxMillis) {
    var suspicion = new Suspicion("me", wanted, minMillis * 1_000_000, maxMillis * 1_000_000, now);
    suspicions.start("a", suspicion, now);
    return suspicion;
  }

  private boolean confirm(String from) {
    return suspicions.confirm("a", suspicions.of("a"), from, now);
  }

  private void at(long millis) {
    now = START + millis * 1_000_000;
  }

  private void fire() {
    while (timers.nextDeadline() != Long.MAX_VALUE) {
      now = Math.max(now, timers.nextDeadline());
      timers.fireDue(now);
    }
  }

  @Test
  void susp_07_unconfirmedItFiresAtTheMaximum() {
    start(3, 500, 2000);

    fire();

    assertThat(fired).containsExactly("a after 2000 ms, 0");
  }

  @Test
  void susp_08_eachAccuserCountsOnceTheFirstNever() {
    start(3, 500, 2000);

    assertThat(confirm("me")).isFalse();
    assertThat(confirm("foo")).isTrue();
    assertThat(confirm("foo")).isFalse();
    fire();

    assertThat(fired).containsExactly("a after 1250 ms, 1");
  }

  @Test
  void susp_09_moreConfirmationsShortenItToTheMinimum() {
    start(3, 500, 2000);
    confirm("foo");
    confirm("bar");
    assertThat(timers.nextDeadline() - START).isEqualTo(811_000_000);

    confirm("baz");
    assertThat(confirm("zoo")).isFalse();
    fire();

    assertThat(fired).containsExactly("a after 500 ms, 3");
  }

  @Test
  void susp_10_confirmationsDoNotAddUp() {
    start(3, 500, 2000);
    at(25);
    confirm("foo");
    at(50);
    confirm("bar");
    at(75);
    confirm("baz");

    fire();

    assertThat(fired).containsExactly("a after 500 ms, 3");
  }

  @Test
  void susp_11_firesOnlyOnce() {
    var suspicion = start(3, 500, 2000);
    fire();

    suspicion.confirm("foo");
    suspicions.changeAll(each -> each.restart(now), now);
    fire();

    assertThat(fired).hasSize(1);
    assertThat(suspicions.of("a")).isNull();
  }

  @Test
  void susp_12_withoutWantedConfirmationsItFiresAtTheMinimum() {
    start(0, 25, 30_000);

    assertThat(confirm("foo")).isFalse();
    fire();

    assertThat(fired).containsExactly("a after 25 ms, 0");
  }

  @Test
  void susp_13_lateConfirmationFiresAtOnceButNotInside() {
    start(1, 100, 30_000);
    at(200);

    assertThat(confirm("foo")).isTrue();
    assertThat(fired).isEmpty();
    fire();

    assertThat(fired).containsExactly("a after 200 ms, 1");
  }

  @Test
  void endedSuspicionLeavesNoTimer() {
    start(3, 500, 2000);

    suspicions.end("a");
    suspicions.end("a");

    assertThat(timers.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void restartedSuspicionKeepsItsConfirmations() {
    start(3, 500, 2000);
    confirm("foo");
    at(1000);

    suspicions.changeAll(suspicion -> suspicion.restart(now), now);
    fire();

    assertThat(fired).containsExactly("a after 2250 ms, 1");
  }

  @Test
  void fewerPossibleAccusersShorten() {
    start(3, 500, 2000);
    confirm("foo");
    at(100);

    suspicions.changeAll(suspicion -> suspicion.expectAtMost(1), now);
    assertThat(timers.nextDeadline() - START).as("one of two").isEqualTo(1_053_000_000);
    suspicions.changeAll(suspicion -> suspicion.expectAtMost(0), now);
    fire();

    assertThat(fired).containsExactly("a after 500 ms, 1");
  }

  @Test
  void snapshotShowsAccusersAndDeadline() {
    start(3, 500, 2000);
    var before = suspicions.snapshot();
    long version = suspicions.version();
    confirm("foo");

    assertThat(before.get("a").accusers()).containsExactly("me");
    assertThat(suspicions.version()).isGreaterThan(version);
    assertThat(suspicions.snapshot().get("a"))
        .isEqualTo(new Suspicions.Accused(List.of("me", "foo"), START + 1_250_000_000));
  }
}
