package io.memberlist.spring.event;

import java.net.InetSocketAddress;

/** The node runs; others may join it. */
public class MemberlistStartedEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  private final InetSocketAddress address;

  /**
   * Made by the lifecycle.
   *
   * @param origin where and when it happened
   * @param address what others are told
   */
  public MemberlistStartedEvent(EventOrigin origin, InetSocketAddress address) {
    super(origin);
    this.address = address;
  }

  /** What others are told. */
  public InetSocketAddress getAddress() {
    return address;
  }
}
