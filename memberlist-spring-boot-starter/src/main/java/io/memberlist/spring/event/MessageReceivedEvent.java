package io.memberlist.spring.event;

import io.memberlist.Memberlist;

/**
 * A user message arrived. Published on the library's message thread, with a sequence of its own.
 */
public class MessageReceivedEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  private final byte[] payload;

  /**
   * Made by the publisher.
   *
   * @param payload the message, copied
   */
  public MessageReceivedEvent(Memberlist memberlist, long sequence, byte[] payload) {
    super(memberlist, sequence);
    this.payload = payload.clone();
  }

  /** The message; a copy. */
  public byte[] getPayload() {
    return payload.clone();
  }
}
