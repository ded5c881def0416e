package io.memberlist.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * Asks to ping somebody else (§7.2).
 *
 * @param seqNo u32 of the requester, used in the relayed ack and in the nack
 * @param target address to ping; its port is 0 if the request had none
 * @param node name of the target
 * @param nack whether the requester wants a nack on failure
 * @param source address of the requester; null if it did not say
 * @param sourceNode name of the requester; empty if it did not say
 */
public record IndirectPing(
    int seqNo,
    NodeAddress target,
    String node,
    boolean nack,
    @Nullable NodeAddress source,
    String sourceNode)
    implements Message {
  @Override
  public void accept(MessageHandler handler) {
    handler.onIndirectPing(this);
  }
}
