package io.memberlist.spring.event;

import io.memberlist.Memberlist;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.context.ApplicationEvent;

/**
 * Something happened to a node or its cluster. The source is the {@link Memberlist}, the timestamp
 * is when it happened.
 */
public abstract class MemberlistEvent extends ApplicationEvent {
  private static final long serialVersionUID = 1L;

  private final long sequence;

  /**
   * For subclasses.
   *
   * @param origin where and when it happened
   */
  protected MemberlistEvent(EventOrigin origin) {
    super(origin.memberlist(), Clock.fixed(origin.at(), ZoneOffset.UTC));
    this.sequence = origin.sequence();
  }

  /** The node this event is about, or that saw it. */
  public Memberlist getMemberlist() {
    return (Memberlist) getSource();
  }

  /**
   * Grows by one from event to event, also across restarts; the first is 1. Messages count on their
   * own.
   */
  public long getSequence() {
    return sequence;
  }
}
