package io.memberlist.internal.core;

import io.memberlist.internal.wire.NodeAddress;
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

  static final byte[] NO_VERSIONS = new byte[0];

  int pMin() {
    return version(0);
  }

  int pMax() {
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
    return versions.length < 6 ? 0 : versions[index] & 255;
  }
}
