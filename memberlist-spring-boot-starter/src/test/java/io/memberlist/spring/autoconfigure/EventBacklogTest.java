package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.address;
import static io.memberlist.spring.autoconfigure.Nodes.await;
import static io.memberlist.spring.autoconfigure.Nodes.runner;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.spring.event.MemberlistStartedEvent;
import io.memberlist.spring.event.MemberlistStoppedEvent;
import io.memberlist.spring.event.NodeJoinedEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;

/** Section 6.2 of the contract: listeners that take long. */
@ExtendWith(OutputCaptureExtension.class)
class EventBacklogTest {

  @RegisterExtension private final Peers peers = new Peers();

  @Test
  void s_42_aSlowListenerStillGetsWhatHappenedBeforeTheEnd() {
    var recorder = new EventRecorder();
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    runner()
        .withBean("slow", ApplicationListener.class, () -> slow(entered, release))
        .withBean("recorder", EventRecorder.class, () -> recorder)
        .run(
            context -> {
              entered.await();
              var b = peers.join("b", address(context.getBean(Memberlist.class)));
              await().until(() -> context.getBean(MemberlistEventPublisher.class).pending() >= 2);
              assertThat(b.numMembers()).isEqualTo(2);
              release.countDown();
            });

    assertThat(recorder.saw(NodeJoinedEvent.class, "b")).isTrue();
    assertThat(recorder.numbered().get(recorder.numbered().size() - 1))
        .isInstanceOf(MemberlistStoppedEvent.class);
    recorder.assertGapless();
  }

  @Test
  void s_42_aListenerThatNeverReturnsDelaysTheEndForALimitedTime(CapturedOutput output) {
    var entered = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    runner()
        .withPropertyValues("memberlist.name=stuck")
        .withBean("slow", ApplicationListener.class, () -> slow(entered, never))
        .run(context -> entered.await());

    assertThat(output)
        .contains("3 events were still waiting when the application stopped: dropped");
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("memberlist-stuck-events")));
  }

  @Test
  void s_111_aTestCanWaitUntilTheListenersAreDone() {
    var recorder = new EventRecorder();
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    runner()
        .withBean("slow", ApplicationListener.class, () -> slow(entered, release))
        .withBean("recorder", EventRecorder.class, () -> recorder)
        .run(
            context -> {
              var publisher = context.getBean(MemberlistEventPublisher.class);
              entered.await();
              assertThat(publisher.awaitDelivered(Duration.ofMillis(10))).isFalse();

              release.countDown();
              assertThat(publisher.awaitDelivered(Duration.ofMinutes(1))).isTrue();
              assertThat(recorder.numbered()).hasSize(2);
            });
  }

  private static ApplicationListener<NodeJoinedEvent> slow(
      CountDownLatch entered, CountDownLatch release) {
    return event -> {
      entered.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Test
  void s_46_theTimestampIsWhenItHappenedNotWhenItWasDelivered() {
    var recorder = new EventRecorder();
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    runner()
        .withBean("slow", ApplicationListener.class, () -> slow(entered, release))
        .withBean("recorder", EventRecorder.class, () -> recorder)
        .run(
            context -> {
              entered.await();
              long before = System.currentTimeMillis();
              await().until(() -> System.currentTimeMillis() > before);
              release.countDown();
              await().until(() -> recorder.numbered().size() >= 2);
              assertThat(recorder.of(MemberlistStartedEvent.class).get(0).getTimestamp())
                  .isLessThanOrEqualTo(before);
            });
  }

  @Test
  void s_46_aBacklogIsLoggedOncePerTimeItIsReached(CapturedOutput output) throws Exception {
    var queue = new EventQueue(true, 3);
    for (int i = 0; i < 5; i++) {
      queue.add(MemberlistStoppedEvent::new);
    }
    assertThat(queue.clear()).isEqualTo(5);
    for (int i = 0; i < 4; i++) {
      queue.add(MemberlistStoppedEvent::new);
    }

    assertThat(output.toString().split("3 events are waiting", -1)).hasSize(3);
  }
}
