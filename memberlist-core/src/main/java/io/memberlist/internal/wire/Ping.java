package io.memberlist.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * Asks for an ack (§7.1).
 *
 * @param seqNo u32, echoed in the ack
 * @param node intended target; empty for anybody
 * @param source address to answer to; null if the pinger did not say
 * @param sourceNode name of the pinger; empty if it did not say
 */
public record Ping(int seqNo, String node, @Nullable NodeAddress source, String sourceNode)
    implements Message {
  @Override
  public void accept(MessageHandler handler) {
    handler.onPing(this);
  }
}
