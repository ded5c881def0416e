package io.memberlist.test;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.memberlist.test.Notice.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the nodes of a cluster told their applications, in order. Grows while the cluster runs; the
 * narrowed histories are copies of one moment. May be used by any thread.
 */
public final class EventHistory {

  private final List<Notice> notices;

  EventHistory() {
    this(new ArrayList<>());
  }

  private EventHistory(List<Notice> notices) {
    this.notices = notices;
  }

  synchronized void add(Notice notice) {
    notices.add(notice);
    notifyAll();
  }

  /** Waits until something is added, at most so long. */
  synchronized void awaitNews(long nanos) throws InterruptedException {
    wait(Math.max(1, NANOSECONDS.toMillis(nanos)));
  }

  /** Everything so far. */
  public synchronized List<Notice> all() {
    return List.copyOf(notices);
  }

  /** What one node told. */
  public EventHistory seenBy(String observer) {
    return narrowed(notice -> notice.observer().equals(observer));
  }

  /** What was told of one member. */
  public EventHistory about(String subject) {
    return narrowed(notice -> notice.subject().name().equals(subject));
  }

  /** What was told of a kind. */
  public EventHistory of(Kind kind) {
    return narrowed(notice -> notice.kind() == kind);
  }

  private EventHistory narrowed(Predicate<Notice> wanted) {
    return new EventHistory(new ArrayList<>(all().stream().filter(wanted).toList()));
  }

  /** Forgets everything so far. */
  public synchronized void clear() {
    notices.clear();
  }

  /** One line each. */
  @Override
  public String toString() {
    return String.join("\n", all().stream().map(Notice::toString).toList());
  }
}
