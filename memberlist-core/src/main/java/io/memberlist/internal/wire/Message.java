package io.memberlist.internal.wire;

/**
 * A packet message, decoded. One record per type of the table in §2; immutable, safe to pass
 * between threads.
 */
public sealed interface Message permits Ping, IndirectPing, Ack, Nack, Suspect, Alive, Dead, User {

  /** Calls the one method that belongs to this type. */
  void accept(MessageHandler handler);
}
