package io.memberlist.internal.core;

import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageHandler;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.internal.wire.User;

/** Where each type of message of a packet goes (§3.4). */
final class MessageDispatch implements MessageHandler {

  private final Relay relay;
  private final AckHandlers acks;
  private final Membership membership;
  private NodeAddress source = new NodeAddress(new byte[0], 0);
  private long receivedNanos;
  private long now;

  MessageDispatch(Relay relay, AckHandlers acks, Membership membership) {
    this.relay = relay;
    this.acks = acks;
    this.membership = membership;
  }

  /** Hands the message to whom it concerns. */
  void dispatch(Message message, NodeAddress from, long receivedAt, long instant) {
    source = from;
    receivedNanos = receivedAt;
    now = instant;
    message.accept(this);
  }

  @Override
  public void onPing(Ping ping) {
    relay.ping(ping, source);
  }

  @Override
  public void onIndirectPing(IndirectPing request) {
    relay.indirectPing(request, source, now);
  }

  @Override
  public void onAck(Ack ack) {
    acks.ack(ack.seqNo(), ack.payload(), receivedNanos, now);
  }

  @Override
  public void onNack(Nack nack) {
    acks.nack(nack.seqNo());
  }

  @Override
  public void onSuspect(Suspect suspect) {
    membership.suspect(suspect, now);
  }

  @Override
  public void onAlive(Alive alive) {
    membership.aliveFromPacket(alive, source, now);
  }

  @Override
  public void onDead(Dead dead) {
    membership.dead(dead, now);
  }

  @Override
  public void onUser(User user) {
    throw new IllegalArgumentException("user messages go to the application");
  }
}
