package io.memberlist.spring.event;

/** The node was shut down; the last event of its life. */
public class MemberlistStoppedEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  /**
   * Made by the lifecycle.
   *
   * @param origin where and when it happened
   */
  public MemberlistStoppedEvent(EventOrigin origin) {
    super(origin);
  }
}
