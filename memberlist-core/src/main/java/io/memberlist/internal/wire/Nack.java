package io.memberlist.internal.wire;

/**
 * A relay got no ack in time (§7.4).
 *
 * @param seqNo u32 of the request
 */
public record Nack(int seqNo) implements Message {
  @Override
  public void accept(MessageHandler handler) {
    handler.onNack(this);
  }
}
