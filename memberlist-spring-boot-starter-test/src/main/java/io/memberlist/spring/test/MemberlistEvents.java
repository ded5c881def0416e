package io.memberlist.spring.test;

import io.memberlist.spring.event.MemberlistEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.AssertProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * The events that the context has published since the test method began, for AssertJ: {@code
 * assertThat(events).ofType(NodeJoinedEvent.class)}.
 */
public final class MemberlistEvents
    implements AssertProvider<MemberlistEventsAssert>,
        ApplicationListener<MemberlistEvent>,
        Ordered {

  private final List<MemberlistEvent> events = new CopyOnWriteArrayList<>();

  MemberlistEvents() {}

  /** All, in order. */
  public List<MemberlistEvent> all() {
    return List.copyOf(events);
  }

  /** Those of a type, in order. */
  public <T extends MemberlistEvent> List<T> ofType(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Forgets all so far. */
  public void clear() {
    events.clear();
  }

  @Override
  public void onApplicationEvent(MemberlistEvent event) {
    events.add(event);
  }

  /** First: a listener that fails keeps later ones from hearing of an event. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public MemberlistEventsAssert assertThat() {
    return new MemberlistEventsAssert(this);
  }

  @Override
  public String toString() {
    return events.toString();
  }
}
