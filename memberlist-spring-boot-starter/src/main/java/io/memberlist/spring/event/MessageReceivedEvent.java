package io.memberlist.spring.event;

/**
 * A user message arrived. Published on the library's message thread, with a sequence of its own.
 */
public class MessageReceivedEvent extends MemberlistEvent {
  private static final long serialVersionUID = 1L;

  private final byte[] payload;

  /**
   * Made by the publisher.
   *
   * @param origin where and when it happened
   * @param payload the message, copied
   */
  public MessageReceivedEvent(EventOrigin origin, byte[] payload) {
    super(origin);
    this.payload = payload.clone();
  }

  /** The message; a copy. */
  public byte[] getPayload() {
    return payload.clone();
  }
}
