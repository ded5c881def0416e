package io.memberlist.spring.autoconfigure;

import io.memberlist.spring.event.MemberlistEvent;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events waiting to be published, numbered without a gap (S-40). A plain bean shared by those with
 * a lifecycle, which must not depend on one another. Unbounded, since membership changes are
 * bounded by the cluster; a backlog is logged.
 */
final class EventQueue {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.events");

  private final BlockingQueue<Optional<Supplier<MemberlistEvent>>> waiting =
      new LinkedBlockingQueue<>();
  private final int warnSize;
  private long sequence;
  private boolean warned;

  EventQueue(int warnSize) {
    this.warnSize = warnSize;
  }

  /** Adds an event, which is made when it is delivered: whoever adds must not wait for beans. */
  synchronized void add(LongFunction<MemberlistEvent> event) {
    long number = ++sequence;
    waiting.add(Optional.of(() -> event.apply(number)));
    boolean backlog = waiting.size() >= warnSize;
    if (backlog && !warned) {
      log.warn("{} events are waiting: a listener is slow", waiting.size());
    }
    warned = backlog;
  }

  /** Behind what waits now, delivery ends. */
  void end() {
    waiting.add(Optional.empty());
  }

  /** Waits for the next event; empty to end. */
  Optional<Supplier<MemberlistEvent>> take() throws InterruptedException {
    return waiting.take();
  }

  /** Number of events waiting. */
  int size() {
    return waiting.size();
  }

  /** Drops what waits; gives the number. */
  int clear() {
    var dropped = new ArrayList<Optional<Supplier<MemberlistEvent>>>();
    waiting.drainTo(dropped);
    return (int) dropped.stream().filter(Optional::isPresent).count();
  }
}
