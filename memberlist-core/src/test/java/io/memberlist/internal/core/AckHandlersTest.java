package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AckHandlersTest {

  private static final long MILLI = 1_000_000;

  private final TimerQueue timers = new TimerQueue();
  private final AckHandlers handlers = new AckHandlers(timers);
  private final List<String> told = new ArrayList<>();

  private final AckHandlers.AckHandler handler =
      new AckHandlers.AckHandler() {
        @Override
        public void acked(byte @Nullable [] payload, long receivedNanos, long now) {
          told.add("ack " + (payload == null ? -1 : payload.length) + " at " + receivedNanos);
        }

        @Override
        public void nacked() {
          told.add("nack");
        }

        @Override
        public void expired(long now) {
          told.add("expired at " + now);
        }
      };

  @Test
  void ack_05_whoWaitsIsToldWhenItsTimeIsOver() {
    handlers.await(0, 10 * MILLI, handler);
    timers.fireDue(10 * MILLI - 1);
    assertThat(handlers.size()).isEqualTo(1);

    timers.fireDue(10 * MILLI);
    timers.fireDue(20 * MILLI);

    assertThat(told).containsExactly("expired at 10000000");
    assertThat(handlers.size()).isZero();
  }

  @Test
  void ack_06_unknownNumbersMeanNothing() {
    handlers.await(1, MILLI, handler);

    handlers.ack(2, null, 0, 0);
    handlers.nack(2);

    assertThat(told).isEmpty();
    assertThat(handlers.size()).isEqualTo(1);
  }

  @Test
  void ack_07_anAckIsDeliveredOnceWithItsPayload() {
    handlers.await(1, MILLI, handler);

    handlers.ack(1, new byte[3], 42, 50);
    handlers.ack(1, new byte[3], 43, 51);
    timers.fireDue(2 * MILLI);

    assertThat(told).containsExactly("ack 3 at 42");
    assertThat(handlers.size()).isZero();
    assertThat(timers.nextDeadline()).as("no useless wake-up").isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void ack_08_aNackLeavesTheHandlerForTheAck() {
    handlers.await(1, MILLI, handler);

    handlers.nack(1);
    assertThat(handlers.size()).isEqualTo(1);
    handlers.ack(1, new byte[3], 42, 50);

    assertThat(told).containsExactly("nack", "ack 3 at 42");
    assertThat(handlers.size()).isZero();
  }

  @Test
  void whoIsCancelledHearsNothing() {
    handlers.await(1, MILLI, handler);

    handlers.cancel(1);
    handlers.cancel(1);
    handlers.ack(1, null, 0, 0);
    timers.fireDue(2 * MILLI);

    assertThat(told).isEmpty();
  }

  @Test
  void cfg_15_numbersCountFromOne() {
    assertThat(List.of(handlers.next(), handlers.next(), handlers.next())).containsExactly(1, 2, 3);
  }

  @Test
  void aNumberThatComesAgainBelongsToTheLatestAndItsTimer() {
    handlers.await(1, MILLI, handler);
    handlers.await(1, 3 * MILLI, handler);

    timers.fireDue(2 * MILLI);
    assertThat(told).isEmpty();
    timers.fireDue(3 * MILLI);

    assertThat(told).containsExactly("expired at 3000000");
  }

  @Test
  void manyMayWaitAndEachIsFound() {
    for (int seqNo = -50; seqNo < 50; seqNo++) {
      handlers.await(17 * seqNo, MILLI, handler);
    }
    for (int seqNo = -50; seqNo < 50; seqNo += 2) {
      handlers.ack(17 * seqNo, null, seqNo, 0);
    }
    handlers.cancel(17);

    assertThat(told).hasSize(50).doesNotHaveDuplicates();
    assertThat(handlers.size()).isEqualTo(49);
    timers.fireDue(MILLI);
    assertThat(told).hasSize(99);
    assertThat(handlers.size()).isZero();
    assertThat(timers.size()).isZero();
  }
}
