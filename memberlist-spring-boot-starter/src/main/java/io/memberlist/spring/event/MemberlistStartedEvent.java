package io.memberlist.spring.event;

import io.memberlist.Memberlist;
import java.net.InetSocketAddress;

/** The node runs; others may join it. */
public class MemberlistStartedEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  private final InetSocketAddress address;

  /**
   * Made by the lifecycle.
   *
   * @param address what others are told
   */
  public MemberlistStartedEvent(Memberlist memberlist, long sequence, InetSocketAddress address) {
    super(memberlist, sequence);
    this.address = address;
  }

  /** What others are told. */
  public InetSocketAddress getAddress() {
    return address;
  }
}
