package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.Delegate;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MessageLaneTest {

  private final List<Integer> received = new ArrayList<>();
  private final Statistics statistics = new Statistics();
  private final MessageLane lane =
      new MessageLane(
          new Recorder(),
          2,
          100,
          new Measurements(statistics, null, new ObserverSlot()),
          new Logs(Clock.system()));

  @Test
  void def_39_messagesArriveInTheirOrder() {
    lane.offer(new byte[1]);
    lane.offer(new byte[2]);
    lane.close();

    lane.run();

    assertThat(received).containsExactly(1, 2);
  }

  @Test
  void def_16_aMessageOfAPacketThatFindsNoRoomIsDroppedAndCounted() {
    lane.offer(new byte[1]);
    lane.offer(new byte[1]);

    boolean taken = lane.offer(new byte[1]);

    assertThat(taken).isFalse();
    assertThat(statistics.get(Metric.PACKETS_DROPPED_QUEUE_FULL)).isEqualTo(1);
  }

  @Test
  void def_65_theLaneIsBoundInBytesAsWell() {
    lane.offer(new byte[90]);

    assertThat(lane.offer(new byte[11])).isFalse();
    assertThat(lane.offer(new byte[10])).isTrue();
  }

  @Test
  void aMessageOfAStreamWaitsForRoom() throws Exception {
    lane.offer(new byte[100]);
    var waiting = Nodes.inBackground(this::offerPatiently);
    var thread = Threads.daemon("test", "messages", lane);

    thread.start();

    await().until(waiting::isDone);
    assertThat(waiting.get()).isTrue();
    lane.close();
    thread.join(60_000);
    assertThat(received).containsExactly(100, 50);
  }

  @Test
  void aMessageOfAStreamIsGivenUpAtItsDeadline() throws Exception {
    lane.offer(new byte[100]);

    assertThat(lane.offer(new byte[1], 1)).isFalse();
  }

  @Test
  void aDelegateThatThrowsGetsTheNextMessage() {
    lane.offer(new byte[0]);
    lane.offer(new byte[7]);
    lane.close();

    lane.run();

    assertThat(received).containsExactly(7);
  }

  private boolean offerPatiently() {
    try {
      return lane.offer(new byte[50], TimeUnit.SECONDS.toNanos(60));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private final class Recorder implements Delegate {
    @Override
    public void notifyMsg(byte[] message) {
      if (message.length == 0) {
        throw new IllegalStateException("from the application");
      }
      received.add(message.length);
    }
  }
}
