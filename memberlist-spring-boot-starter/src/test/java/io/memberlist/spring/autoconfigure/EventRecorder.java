package io.memberlist.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.event.MemberlistEvent;
import io.memberlist.spring.event.MessageReceivedEvent;
import io.memberlist.spring.event.NodeEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.springframework.context.ApplicationListener;

/** Takes every event there is. */
final class EventRecorder implements ApplicationListener<MemberlistEvent> {
  private final List<MemberlistEvent> all = new CopyOnWriteArrayList<>();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  @Override
  public void onApplicationEvent(MemberlistEvent event) {
    threads.add(Thread.currentThread().getName());
    all.add(event);
  }

  /** Names of the threads that delivered, one for each event. */
  List<String> threads() {
    return threads;
  }

  List<MemberlistEvent> numbered() {
    return all.stream().filter(event -> !(event instanceof MessageReceivedEvent)).toList();
  }

  <T extends MemberlistEvent> List<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  boolean saw(Class<? extends NodeEvent> type, String node) {
    return of(type).stream().anyMatch(event -> event.getNode().name().equals(node));
  }

  /** The numbered events have the numbers 1, 2, 3 and so on. */
  void assertGapless() {
    var events = numbered();
    assertThat(events)
        .extracting(MemberlistEvent::getSequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
  }
}
