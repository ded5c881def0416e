package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import io.memberlist.spring.event.EventOrigin;
import io.memberlist.spring.event.MemberlistEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events waiting to be published, numbered without a gap (S-40). A plain bean shared by those with
 * a lifecycle, which must not depend on one another. Unbounded, since membership changes are
 * bounded by the cluster; a backlog is logged.
 */
public final class EventQueue {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.events");

  /** What makes an event of where and when it happened; must not fail. */
  @FunctionalInterface
  interface Event extends Function<EventOrigin, MemberlistEvent> {}

  /**
   * An event before it is made: whoever adds it must not wait for beans, and the node may still be
   * in creation.
   */
  record Waiting(long sequence, Instant at, Event event) {
    MemberlistEvent made(Memberlist source) {
      return event.apply(new EventOrigin(source, sequence, at));
    }
  }

  private final BlockingQueue<Optional<Waiting>> waiting = new LinkedBlockingQueue<>();
  private final boolean enabled;
  private final int warnSize;
  private long sequence;
  private long undelivered;
  private boolean warned;

  /**
   * A queue that takes events.
   *
   * @param properties whether anybody will take them, and the backlog to warn of
   */
  public EventQueue(MemberlistProperties properties) {
    this(properties.getEvents().isEnabled(), properties.getEvents().getWarnQueueSize());
  }

  EventQueue(boolean enabled, int warnSize) {
    this.enabled = enabled;
    this.warnSize = warnSize;
  }

  synchronized void add(Event event) {
    if (!enabled) {
      return;
    }
    waiting.add(Optional.of(new Waiting(++sequence, Instant.now(), event)));
    undelivered++;
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
  Optional<Waiting> take() throws InterruptedException {
    return waiting.take();
  }

  /** Number of events waiting. */
  int size() {
    return waiting.size();
  }

  /** Drops what waits; gives the number. */
  int clear() {
    var dropped = new ArrayList<Optional<Waiting>>();
    waiting.drainTo(dropped);
    int number = (int) dropped.stream().filter(Optional::isPresent).count();
    finished(number);
    return number;
  }

  /** So many events are done with. */
  synchronized void finished(int number) {
    undelivered -= number;
    notifyAll();
  }

  /** Waits until all events are done with; false if the time is over before. */
  synchronized boolean awaitFinished(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toNanos(); undelivered > 0; left = end - System.nanoTime()) {
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
    }
    return true;
  }
}
