package io.memberlist.internal.core;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a node announces of itself, apart from its incarnation: immutable, shared between tables.
 *
 * @param name of the node
 * @param address as announced
 * @param meta null if absent
 * @param versions 6 bytes, or none if the node announced none
 */
public record NodeInfo(String name, NodeAddress address, byte @Nullable [] meta, byte[] versions) {

  static final int VERSIONS = 6;

  private static final byte[] NO_VERSIONS = new byte[0];
  private static final byte[] NO_META = new byte[0];

  /** What an alive message says; a version vector that is too short counts as none. */
  static NodeInfo of(Alive message) {
    return new NodeInfo(
        message.node(),
        message.address(),
        message.meta(),
        versions(message.versions(), NO_VERSIONS));
  }

  /**
   * Whether an alive message says nothing else, apart from versions that it may leave out (§9.3
   * step 8).
   */
  boolean says(Alive message) {
    return address.equals(message.address())
        && Arrays.equals(meta, message.meta())
        && Arrays.equals(versions, versions(message.versions(), versions));
  }

  /** What is known after an alive message; what stays the same is kept, so that it stays shared. */
  NodeInfo updated(Alive message) {
    var newVersions = versions(message.versions(), versions);
    return new NodeInfo(
        name,
        address.equals(message.address()) ? address : message.address(),
        message.meta(),
        Arrays.equals(versions, newVersions) ? versions : newVersions);
  }

  private static byte[] versions(byte[] announced, byte[] otherwise) {
    if (announced.length < VERSIONS) {
      return otherwise;
    }
    return announced.length == VERSIONS ? announced : Arrays.copyOf(announced, VERSIONS);
  }

  /**
   * Whether the application would see the same: absent and empty metadata are equal (§9.3 step 10).
   */
  boolean sameMeta(byte @Nullable [] other) {
    return Arrays.equals(meta == null ? NO_META : meta, other == null ? NO_META : other);
  }

  /** The announcement with an incarnation. */
  Alive alive(int incarnation) {
    return new Alive(incarnation, name, address, meta, versions);
  }

  /** The public record. */
  Node node(NodeState state, int incarnation, Instant stateChange, @Nullable Duration lastRtt) {
    return new Node(
        name,
        address.ip(),
        address.port(),
        meta == null ? NO_META : meta,
        state,
        Integer.toUnsignedLong(incarnation),
        stateChange,
        publicVersions(versions),
        lastRtt);
  }

  /** Versions as applications see them: all 0 if there are fewer than 6 bytes. */
  static Node.Versions publicVersions(byte[] versions) {
    return versions.length < VERSIONS
        ? Node.Versions.NONE
        : new Node.Versions(
            versions[0] & 255,
            versions[1] & 255,
            versions[2] & 255,
            versions[3] & 255,
            versions[4] & 255,
            versions[5] & 255);
  }

  int pMin() {
    return version(0);
  }

  public int pMax() {
    return version(1);
  }

  int pCur() {
    return version(2);
  }

  int dMin() {
    return version(3);
  }

  int dMax() {
    return version(4);
  }

  int dCur() {
    return version(5);
  }

  private int version(int index) {
    return versions.length < VERSIONS ? 0 : versions[index] & 255;
  }
}
