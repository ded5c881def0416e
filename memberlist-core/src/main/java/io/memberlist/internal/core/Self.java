package io.memberlist.internal.core;

import io.memberlist.internal.wire.NodeAddress;

/** The own node: what it announces at first, its incarnation, and whether it has left. */
final class Self {

  final String name;
  final NodeAddress address;
  final byte[] versions;
  private final NodeInfo info;
  private int incarnation;
  private boolean left;

  /** A node that was not announced yet; {@code info} has the 6 versions of §9.8. */
  Self(NodeInfo info) {
    this.info = info;
    this.name = info.name();
    this.address = info.address();
    this.versions = info.versions();
  }

  /** What the node was constructed with; later metadata are in its record. */
  NodeInfo info() {
    return info;
  }

  boolean is(String node) {
    return name.equals(node);
  }

  /** The next incarnation, raised above {@code accused} if need be (§9.7); u32, wraps. */
  int incarnationAbove(int accused) {
    incarnation++;
    if (Integer.compareUnsigned(accused, incarnation) >= 0) {
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
