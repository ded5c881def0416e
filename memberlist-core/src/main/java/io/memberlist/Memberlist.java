package io.memberlist;

import io.memberlist.internal.driver.MemberlistFactory;
import io.memberlist.metrics.Statistics;
import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A member of a cluster. Built, then started; may be shut down and started again, each time as a
 * new life with the same configuration. All methods may be called from any thread; queries read a
 * snapshot and never block.
 *
 * <p>Before {@link #start()} and after {@link #shutdown()} queries are empty, and {@link
 * #localNode()}, joins, sends and pings throw {@code IllegalStateException}. A blocked call that is
 * interrupted restores the flag and throws {@link OperationInterruptedException}.
 */
public interface Memberlist extends AutoCloseable {

  /** Whether a node runs. */
  enum Status {
    /** Not started, or shut down. */
    STOPPED,
    /** Takes part in the cluster. */
    RUNNING,
    /** Has left but still answers, until it is shut down or joins anew. */
    LEFT
  }

  /** Builds a node: no thread, no socket. */
  static Memberlist of(Config config) {
    return MemberlistFactory.of(config);
  }

  /** Builds and starts a node. */
  static Memberlist create(Config config) {
    var memberlist = of(config);
    memberlist.start();
    return memberlist;
  }

  /**
   * Binds the sockets and announces the node; contacts nobody. The event delegate has seen the join
   * of the own node when this returns.
   *
   * @throws IllegalStateException unless stopped
   * @throws TransportBindException if the port is in use or the address is not of this machine
   * @throws MemberlistException for every other reason; nothing is left running or bound
   */
  void start();

  /** Whether the node runs. */
  Status status();

  /** As {@link #join(Collection, Duration)} without a deadline of its own. */
  JoinResult join(Collection<String> seeds);

  /**
   * Exchanges state with every address of every seed, at most 10 at a time. After {@link #leave}
   * the node announces itself anew first.
   *
   * @param seeds {@code [name/]host[:port]}; none gives 0 and no exception
   * @param deadline for the whole call; what was reached by then counts
   * @throws NoSeedReachableException if none answered
   * @throws ProtocolMismatchException if that is why every one failed
   */
  JoinResult join(Collection<String> seeds, Duration deadline);

  /**
   * Says goodbye and waits until that is spread; goes on answering until {@link #shutdown()}.
   * Leaving again returns at once.
   *
   * @param timeout zero means no limit of the caller's, which is 60 s
   * @throws OperationTimeoutException if it could not be confirmed; the node has left all the same
   */
  void leave(Duration timeout);

  /**
   * Asks the delegate for the metadata again and spreads them.
   *
   * @param timeout zero means no limit of the caller's, which is 60 s
   * @throws NodeMetadataException if they are longer than 512 bytes
   * @throws OperationTimeoutException if spreading was not confirmed in time
   */
  void updateNode(Duration timeout);

  /** Alive and suspect nodes, the own one included. */
  List<Node> members();

  /** All nodes on record, also dead and left ones that are not yet pruned. */
  List<Node> allNodes();

  /** Number of {@link #members()}. */
  int numMembers();

  /** The record of that name. */
  Optional<Node> node(String name);

  /** The own node. */
  Node localNode();

  /** What is announced as the own address, and why. */
  AdvertisedAddress advertisedAddress();

  /** What was observed of the node of that name. */
  Optional<NodeDetails> details(String name);

  /** Local health: 0 is healthy, each point stretches probing (§11.4). */
  int healthScore();

  /** The configuration in effect: real port, defaults filled in. */
  Config config();

  /** Counters and gauges; they outlive a restart. */
  Statistics statistics();

  /**
   * Sets who sees single messages from now on, also of later lives of the node. One at a time:
   * replaces an earlier one.
   *
   * @param observer null for nobody, which costs nothing
   */
  void observe(@Nullable TrafficObserver observer);

  /** What waits inside the node. */
  QueueSizes queues();

  /** The keyring; empty if there is none. */
  Optional<Keyring> keyring();

  /** Sends a user message as one datagram. */
  void sendBestEffort(Node to, byte[] message);

  /** Sends a user message over a stream; returns when it was handed to the operating system. */
  void sendReliable(Node to, byte[] message);

  /** Sends a user message as one datagram to somebody who need not be known. */
  void sendToAddress(Address to, byte[] message);

  /**
   * Measures the round-trip time to a node.
   *
   * @throws NoPingResponseException if no ack came within {@code probeTimeout}
   */
  Duration ping(String nodeName, InetSocketAddress address);

  /** Switches {@code gossipVerifyIncoming} and {@code gossipVerifyOutgoing} of the running node. */
  void verify(boolean incoming, boolean outgoing);

  /**
   * Exchanges state with one random alive member, now.
   *
   * @throws IllegalStateException if there is none
   */
  void sync();

  /**
   * Drops the record of a dead or left node here, also from rejoin.
   *
   * @return false if the name is unknown
   * @throws IllegalStateException if the node is alive or suspect
   */
  boolean forget(String name);

  /** Stops everything without a goodbye; idempotent. */
  void shutdown();

  /** {@link #shutdown()}; never throws. */
  @Override
  default void close() {
    shutdown();
  }
}
