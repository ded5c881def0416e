package io.memberlist.interop;

import io.memberlist.MemberlistException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A node of a test cluster, ours or another's: what all of them can do and tell. */
interface ClusterNode extends AutoCloseable {

  Kind kind();

  String name();

  /** IP address that the node announces. */
  String host();

  int port();

  /** Where to reach the node. */
  default String address() {
    return host().indexOf(':') < 0 ? host() + ":" + port() : "[" + host() + "]:" + port();
  }

  /** Joins; a failure is an outcome, not an exception. */
  JoinOutcome tryJoin(String... addresses);

  /** Joins at least one of the nodes. */
  default void join(ClusterNode... others) {
    var addresses =
        java.util.Arrays.stream(others).map(ClusterNode::address).toArray(String[]::new);
    var outcome = tryJoin(addresses);
    if (outcome.reached() != others.length) {
      throw new AssertionError(name() + " could not join: " + outcome.error());
    }
  }

  /** Says goodbye and goes on answering. */
  void leave();

  /** Ends without a goodbye. */
  void kill();

  /** Alive and suspect members, itself included. */
  Set<String> members();

  /** Metadata of a member. */
  Blob metaOf(String member);

  /** What the event and conflict delegates were told so far, in order. */
  List<Seen> seen();

  /** User messages received so far. */
  List<Blob> messages();

  /** Whether a user message has been received. */
  default boolean hasMessage(Blob message) {
    return messages().contains(message);
  }

  /** User states received so far. */
  List<MergedState> mergedStates();

  /** Payloads of acks that the ping delegate was given so far. */
  List<Blob> ackPayloads();

  /** Sends a user message to a member. */
  void send(boolean reliable, String member, byte[] message);

  /** Sends {@link Wire#letters}, of which an agent needs to be told no more than how many. */
  default void sendLetters(boolean reliable, String member, int size) {
    send(reliable, member, Wire.letters(size));
  }

  /** Queues a message for gossip; a later one of the same name replaces it. */
  void broadcast(String name, byte[] message);

  void updateMeta(byte[] meta);

  void userState(byte[] state);

  void keyring(KeyOperation operation, String key);

  /** Switches {@code GossipVerifyIncoming} and {@code GossipVerifyOutgoing}. */
  void verify(boolean incoming, boolean outgoing);

  /**
   * Round-trip time; the Go library may say a little less than nothing, since it starts its clock
   * late.
   */
  Duration ping(String member);

  /** Pings until there is an answer: one of a busy machine may come too late. */
  default void awaitPing(String member) {
    Await.until(
        name() + " is answered by " + member,
        () -> {
          try {
            ping(member);
            return true;
          } catch (MemberlistException | AssertionError e) {
            return false;
          }
        });
  }

  /** Stops traffic on one side. The node must have been started with faults. */
  void drop(Side side, String addressOrStar);

  /** Lets all traffic through again. */
  void restore();

  /** The last things that happened, for the report of a failure. */
  List<String> diary();

  /** Ends the node, whatever state it is in. */
  @Override
  void close();

  /** How many seeds were reached, and why not all. */
  record JoinOutcome(int reached, String error) {}

  /** One call of the event or conflict delegate: about whom, with which metadata. */
  record Seen(What what, String node, Blob meta) {}

  /** Kinds of {@link Seen}. */
  enum What {
    JOIN,
    LEAVE,
    UPDATE,
    CONFLICT
  }

  /** One call of {@code mergeRemoteState}. */
  record MergedState(boolean join, Blob state) {}

  /** Direction and carrier of traffic, as an agent calls them. */
  enum Side {
    UDP_OUT("udpOut"),
    UDP_IN("udpIn"),
    TCP_OUT("tcpOut"),
    TCP_IN("tcpIn");

    final String text;

    Side(String text) {
      this.text = text;
    }
  }

  /** What can be done with a keyring. */
  enum KeyOperation {
    ADD,
    USE,
    REMOVE
  }
}
