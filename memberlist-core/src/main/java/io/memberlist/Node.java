package io.memberlist;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node as it was known at one moment: an immutable snapshot, safe to keep and to share.
 *
 * <p>Two snapshots are equal if everything but the round-trip time is.
 */
public final class Node {

  private final String name;
  private final byte[] addressBytes;
  private final int port;
  private final byte[] meta;
  private final NodeState state;
  private final long incarnation;
  private final Instant stateChange;
  private final Versions versions;
  private final @Nullable Duration lastRtt;

  /**
   * Makes a snapshot; arrays are copied.
   *
   * @param name unique in the cluster
   * @param addressBytes as received: 4 or 16 bytes
   * @param port 0..65535
   * @param meta application metadata, empty if none
   * @param state what is believed about the node
   * @param incarnation 0..4294967295
   * @param stateChange when {@code state} last changed
   * @param versions protocol versions announced
   * @param lastRtt round-trip time of the last direct ack, null if none was received
   */
  public Node(
      String name,
      byte[] addressBytes,
      int port,
      byte[] meta,
      NodeState state,
      long incarnation,
      Instant stateChange,
      Versions versions,
      @Nullable Duration lastRtt) {
    this.name = name;
    this.addressBytes = addressBytes.clone();
    this.port = port;
    this.meta = meta.clone();
    this.state = state;
    this.incarnation = incarnation;
    this.stateChange = stateChange;
    this.versions = versions;
    this.lastRtt = lastRtt;
  }

  /** Unique in the cluster. */
  public String name() {
    return name;
  }

  /** Where the node announced itself; an IPv4-mapped address is an IPv4 address here. */
  public InetSocketAddress address() {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(addressBytes), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "address of node \"" + name + "\" has " + addressBytes.length + " bytes", e);
    }
  }

  /** {@code host:port}, IPv6 hosts in brackets (§1.2). */
  public String addressText() {
    var host = address().getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** The 4 or 16 address bytes exactly as the node announced them; a copy. */
  public byte[] addressBytes() {
    return addressBytes.clone();
  }

  /** Port for packets and streams. */
  public int port() {
    return port;
  }

  /** Application metadata; a copy, empty if there are none. */
  public byte[] meta() {
    return meta.clone();
  }

  /**
   * The metadata as tags in Serf's encoding, in order of their names; empty unless the metadata are
   * a tag map.
   */
  public Map<String, String> tags() {
    return Tags.isTagMap(meta) ? Tags.decode(meta) : Map.of();
  }

  /** What was believed about the node. */
  public NodeState state() {
    return state;
  }

  /** How often the node has announced itself anew, 0..4294967295. */
  public long incarnation() {
    return incarnation;
  }

  /** When {@link #state()} last changed, by this machine's clock. */
  public Instant stateChange() {
    return stateChange;
  }

  /** Protocol versions the node announced; all 0 if it announced none. */
  public Versions versions() {
    return versions;
  }

  /** Round-trip time of the last direct ack, null if there was none. */
  public @Nullable Duration lastRtt() {
    return lastRtt;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Node that
        && name.equals(that.name)
        && Arrays.equals(addressBytes, that.addressBytes)
        && port == that.port
        && Arrays.equals(meta, that.meta)
        && state == that.state
        && incarnation == that.incarnation
        && stateChange.equals(that.stateChange)
        && versions.equals(that.versions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, port, state, incarnation);
  }

  @Override
  public String toString() {
    return name + " " + state + " inc " + incarnation;
  }

  /**
   * Version vector (§1.4): what a node understands and speaks of this protocol and of the
   * application's own.
   *
   * @param min lowest protocol version understood
   * @param max highest protocol version understood
   * @param current protocol version spoken
   * @param delegateMin lowest application protocol version understood
   * @param delegateMax highest application protocol version understood
   * @param delegateCurrent application protocol version spoken
   */
  public record Versions(
      int min, int max, int current, int delegateMin, int delegateMax, int delegateCurrent) {
    /** A node that announced no versions. */
    public static final Versions NONE = new Versions(0, 0, 0, 0, 0, 0);
  }
}
