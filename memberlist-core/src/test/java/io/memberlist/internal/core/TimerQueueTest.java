package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

  private final TimerQueue timers = new TimerQueue();
  private final List<String> fired = new ArrayList<>();

  private TimerQueue.Timer schedule(long at, String name) {
    return timers.schedule(at, now -> fired.add(name + "@" + now));
  }

  @Test
  void earliestFiresFirstTiesInOrderOfCreation() {
    schedule(20, "late");
    schedule(10, "first");
    schedule(10, "second");
    assertThat(timers.nextDeadline()).isEqualTo(10);

    timers.fireDue(9);
    assertThat(fired).isEmpty();
    timers.fireDue(10);
    assertThat(fired).containsExactly("first@10", "second@10");
    timers.fireDue(30);
    assertThat(fired).endsWith("late@30");
    assertThat(timers.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void cancelledTimerLeavesAtOnce() {
    var timer = schedule(10, "a");
    schedule(20, "b");

    timers.cancel(timer);
    timers.cancel(timer);

    assertThat(timers.nextDeadline()).isEqualTo(20);
    timers.fireDue(20);
    timers.cancel(timer);
    assertThat(fired).containsExactly("b@20");
  }

  @Test
  void whatBecomesDueMeanwhileFiresAsWell() {
    timers.schedule(10, now -> schedule(now, "child"));
    schedule(10, "sibling");

    timers.fireDue(10);

    assertThat(fired).containsExactly("sibling@10", "child@10");
  }

  @Test
  void timerMayCancelAnotherOneOfTheSameInstant() {
    var victim = new TimerQueue.Timer[1];
    timers.schedule(10, now -> timers.cancel(victim[0]));
    victim[0] = schedule(10, "victim");

    timers.fireDue(10);

    assertThat(fired).isEmpty();
  }

  @Test
  void instantsAreComparedByDifference() {
    long start = Long.MAX_VALUE - 5;
    schedule(start + 10, "after the overflow");
    schedule(start, "before");

    timers.fireDue(start);
    assertThat(fired).containsExactly("before@" + start);
    timers.fireDue(start + 10);
    assertThat(fired).hasSize(2);
  }

  @Test
  void clearedQueueIsEmpty() {
    schedule(10, "a");

    timers.clear();
    timers.fireDue(10);

    assertThat(fired).isEmpty();
  }
}
