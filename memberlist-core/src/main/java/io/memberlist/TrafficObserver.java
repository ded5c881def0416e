package io.memberlist;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Sees the single messages of a running node, for pictures and traces; {@link
 * Memberlist#observe(TrafficObserver)} sets it. What it is told says nothing about what the node
 * does with a message.
 *
 * <p>Called on the threads that send, receive and probe, also concurrently: quick, never blocking.
 * An observer that throws is not called again.
 */
public interface TrafficObserver {

  /** What a packet or stream is for; of several messages in a packet the first one counts. */
  enum Kind {
    /** Asks a member whether it is there. */
    PING,
    /** Asks a member to ping another one. */
    INDIRECT_PING,
    /** Answers a ping. */
    ACK,
    /** Says that another member has not answered so far. */
    NACK,
    /** News of members, with what applications spread. */
    GOSSIP,
    /** A whole table, over a stream. */
    EXCHANGE,
    /** A message of an application. */
    APPLICATION
  }

  /**
   * A packet or the request of a stream was handed to the operating system; what answers a stream
   * belongs to its request.
   *
   * @param peer name of the node it is for; null if unknown
   * @param to its address
   * @param bytes as they are on the wire, without the label of a stream
   */
  default void sent(Kind kind, @Nullable String peer, InetSocketAddress to, int bytes) {}

  /**
   * A readable packet came in, or a stream with a readable request.
   *
   * @param peer name that the sender gives itself; null if the message has none
   * @param from address it came from; its port is not the peer's if it came over a stream
   * @param bytes of the packet; of a stream what is known, at least 0
   */
  default void received(Kind kind, @Nullable String peer, InetSocketAddress from, int bytes) {}

  /** A probe of this node is over; told before a suspicion that comes of it. */
  default void probed(ProbeTrace trace) {}
}
