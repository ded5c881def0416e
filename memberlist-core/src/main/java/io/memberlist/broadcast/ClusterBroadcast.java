package io.memberlist.broadcast;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Messages of the application to all members, each delivered at most once: whoever gets one for the
 * first time gossips it on, so that it reaches members its origin knows nothing of. Long messages
 * go from their origin to each member over a stream instead. Thread-safe, starts nothing.
 *
 * <p>It belongs between a {@code Delegate} and its node:
 *
 * <pre>{@code
 * var broadcast = new ClusterBroadcast(ClusterBroadcastOptions.DEFAULT, System::nanoTime, cluster);
 *
 * public void notifyMsg(byte[] message) {
 *   if (broadcast.received(message)) {
 *     handle(message);
 *   }
 * }
 *
 * public TransmitLimitedQueue broadcastQueue() {
 *   return broadcast.queue();
 * }
 * }</pre>
 *
 * <p>Equal bytes are one message for as long as they are remembered; a message that may be repeated
 * has an id in it. There is no order among messages, and who joins later does not get earlier ones.
 */
public final class ClusterBroadcast {

  /** What is needed of the node. */
  public interface Cluster {

    /** Size of the cluster; decides how often each member sends a message on (§11.2). */
    int numNodes();

    /**
     * Sends a message to every other member over a stream each. Called by who publishes; whether it
     * waits, and what it does about members that cannot be reached, is its own business.
     */
    void sendReliable(byte[] message);

    /** That many messages had to make room in the queue before they were sent often enough. */
    default void dropped(long count) {}
  }

  /** Most messages in the queue of a small cluster (DEF-19). */
  private static final int SMALLEST_DEPTH = 1024;

  private final ClusterBroadcastOptions options;
  private final LongSupplier nanoTime;
  private final Cluster cluster;
  private final KnownMessages known;
  private final TransmitLimitedQueue queue;
  private final AtomicLong reported = new AtomicLong();

  /**
   * Nothing is known and nothing waits.
   *
   * @param nanoTime monotonous
   */
  public ClusterBroadcast(ClusterBroadcastOptions options, LongSupplier nanoTime, Cluster cluster) {
    this.options = options;
    this.nanoTime = nanoTime;
    this.cluster = cluster;
    known = new KnownMessages(options.maxRemembered(), options.window().toNanos());
    queue =
        new TransmitLimitedQueue(
            options.retransmitMult(),
            cluster::numNodes,
            () -> Math.max(SMALLEST_DEPTH, 2 * cluster.numNodes()));
  }

  /**
   * Sends a message to all other members: up to {@code maxGossipBytes} with the gossip, longer ones
   * over streams before this returns, unless {@link Cluster#sendReliable} does it elsewhere. Should
   * it come back, it is not {@link #received}.
   *
   * @throws IllegalArgumentException if the message is empty or longer than {@code maxBytes}
   */
  public void publish(byte[] message) {
    if (message.length == 0 || message.length > options.maxBytes()) {
      throw new IllegalArgumentException(
          "a message of "
              + message.length
              + " bytes cannot be published; 1 to "
              + options.maxBytes()
              + " bytes are possible");
    }
    known.add(message, nanoTime.getAsLong());
    if (message.length <= options.maxGossipBytes()) {
      gossip(message);
    } else {
      cluster.sendReliable(message.clone());
    }
  }

  /**
   * A member sent a message, no matter how. At first sight it is gossiped on, if it is short
   * enough.
   *
   * @return whether it is to be delivered: true at first sight
   */
  public boolean received(byte[] message) {
    if (!known.add(message, nanoTime.getAsLong())) {
      return false;
    }
    if (message.length > 0 && message.length <= options.maxGossipBytes()) {
      gossip(message);
    }
    return true;
  }

  private void gossip(byte[] message) {
    queue.queueBroadcast(new Once(message.clone()));
    long dropped = queue.dropped();
    long before = reported.getAndAccumulate(dropped, Math::max);
    if (dropped > before) {
      cluster.dropped(dropped - before);
    }
  }

  /**
   * The messages that wait to be sent, or sent again, never more than max(1024, 2n): what {@code
   * Delegate.broadcastQueue} returns, so that the node takes them from here and rests while there
   * are none.
   */
  public TransmitLimitedQueue queue() {
    return queue;
  }

  /** Number of messages that would not be new. */
  public int numRemembered() {
    return known.size();
  }

  private record Once(byte[] message) implements UniqueBroadcast {

    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public void finished() {
      // nobody waits for it
    }
  }
}
