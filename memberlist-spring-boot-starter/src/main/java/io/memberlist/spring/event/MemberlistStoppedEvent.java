package io.memberlist.spring.event;

import io.memberlist.Memberlist;

/** The node was shut down; the last event of its life. */
public class MemberlistStoppedEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  /** Made by the lifecycle. */
  public MemberlistStoppedEvent(Memberlist memberlist, long sequence) {
    super(memberlist, sequence);
  }
}
