package io.memberlist.spring.event;

import io.memberlist.Memberlist;
import org.springframework.context.ApplicationEvent;

/** Something happened to a node or its cluster. The source is the {@link Memberlist}. */
public abstract class MemberlistEvent extends ApplicationEvent {
  private static final long serialVersionUID = 1L;

  private final long sequence;

  /**
   * For subclasses.
   *
   * @param memberlist the node
   * @param sequence place in the order of events
   */
  protected MemberlistEvent(Memberlist memberlist, long sequence) {
    super(memberlist);
    this.sequence = sequence;
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
