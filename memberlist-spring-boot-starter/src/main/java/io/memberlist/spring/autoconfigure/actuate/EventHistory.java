package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.spring.event.MemberlistEvent;
import io.memberlist.spring.event.MessageReceivedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.springframework.context.ApplicationListener;

/** The last events, other than messages, for the endpoint. */
final class EventHistory implements ApplicationListener<MemberlistEvent> {

  private static final int MOST = 100;

  private final Deque<EventDescriptor> newestFirst = new ArrayDeque<>();

  @Override
  public void onApplicationEvent(MemberlistEvent event) {
    if (!(event instanceof MessageReceivedEvent)) {
      add(EventDescriptor.of(event));
    }
  }

  private synchronized void add(EventDescriptor event) {
    newestFirst.addFirst(event);
    if (newestFirst.size() > MOST) {
      newestFirst.removeLast();
    }
  }

  /** Newest first; at most 100. */
  synchronized List<EventDescriptor> last() {
    return new ArrayList<>(newestFirst);
  }
}
