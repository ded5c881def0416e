package io.memberlist.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * Answers a ping (§7.3).
 *
 * @param seqNo u32 of the ping
 * @param payload of the ping delegate; null if absent
 */
public record Ack(int seqNo, byte @Nullable [] payload) implements Message {
  @Override
  public void accept(MessageHandler handler) {
    handler.onAck(this);
  }
}
