package io.memberlist.internal.core;

import io.memberlist.internal.wire.NodeAddress;

/** The own node: name, address, versions, incarnation and whether it has left. */
final class Self {

  final String name;
  final NodeAddress address;
  final byte[] versions;
  private int incarnation;
  private boolean left;

  Self(String name, NodeAddress address, byte[] versions) {
    this.name = name;
    this.address = address;
    this.versions = versions;
  }

  boolean is(String node) {
    return name.equals(node);
  }

  /** u32, wraps. */
  int nextIncarnation() {
    return ++incarnation;
  }

  /** The next incarnation, raised above the accusation's (§9.7). */
  int incarnationAbove(int accused) {
    int next = nextIncarnation();
    if (Integer.compareUnsigned(accused, next) >= 0) {
      incarnation = accused + 1;
    }
    return incarnation;
  }

  boolean left() {
    return left;
  }

  void left(boolean value) {
    left = value;
  }
}
