package io.memberlist.spring.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameRingTest {

  private final FrameRing ring = new FrameRing();

  @Test
  void l_34_whatWasMissedIsThereInOrderForTheSameViewOnly() {
    ring.add(1, "a", frame("1"));
    ring.add(2, "b", frame("2"));
    ring.add(3, "a", frame("3"));

    assertThat(ring.since(1, 3, "a"))
        .hasValueSatisfying(f -> assertThat(f).containsExactly(frame("3")));
    assertThat(ring.since(3, 3, "a")).hasValueSatisfying(f -> assertThat(f).isEmpty());
  }

  @Test
  void l_34_whatIsTooLongAgoOrNeverHappenedIsNotResumed() {
    for (int i = 1; i <= 300; i++) {
      ring.add(i, "a", frame("" + i));
    }

    assertThat(ring.since(43, 300, "a")).isEmpty();
    assertThat(ring.since(44, 300, "a")).hasValueSatisfying(f -> assertThat(f).hasSize(256));
    assertThat(ring.since(301, 300, "a")).isEmpty();
  }

  @Test
  void l_34_largeEventsTakeNoMoreThanAMebibyte() {
    var large = "x".repeat(400_000);
    for (int i = 1; i <= 4; i++) {
      ring.add(i, "a", frame(large));
    }

    assertThat(ring.since(1, 4, "a")).isEmpty();
    assertThat(ring.since(2, 4, "a")).hasValueSatisfying(f -> assertThat(f).hasSize(2));
  }

  private static Frame frame(String data) {
    return new Frame("i-" + data, "patch", data);
  }
}
