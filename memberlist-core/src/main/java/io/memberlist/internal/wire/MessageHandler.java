package io.memberlist.internal.wire;

/** One method per type of message. */
public interface MessageHandler {
  void onPing(Ping ping);

  void onIndirectPing(IndirectPing request);

  void onAck(Ack ack);

  void onNack(Nack nack);

  void onSuspect(Suspect suspect);

  void onAlive(Alive alive);

  void onDead(Dead dead);

  void onUser(User user);
}
