package io.memberlist.spring.autoconfigure;

import io.memberlist.broadcast.TransmitLimitedQueue;

/** Shares the node's user messages, as long as no Delegate bean owns them. */
public interface NodeMessages {

  /**
   * Takes a message that came in.
   *
   * @return false if it is not one of these messages, and somebody else's business
   */
  boolean handle(byte[] message);

  /** What goes out with the gossip is taken from here, and nowhere else. */
  TransmitLimitedQueue broadcastQueue();

  /** A Delegate bean of that name owns the messages, so neither of the others is called. */
  void replacedByDelegate(String bean);
}
