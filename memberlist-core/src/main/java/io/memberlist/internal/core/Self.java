package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.internal.wire.NodeAddress;
import org.jspecify.annotations.Nullable;

/** The own node: what it announces at first, its incarnation, and whether it has left. */
final class Self {

  /** Lowest and highest protocol version understood (§1.4). */
  private static final byte PROTOCOL_MIN = 1;

  private static final byte PROTOCOL_MAX = 5;

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

  /** As {@link #Self(NodeInfo)}, with the versions that the configuration makes it announce. */
  static Self of(Config config, NodeAddress address, byte @Nullable [] meta) {
    byte[] versions = {
      PROTOCOL_MIN,
      PROTOCOL_MAX,
      (byte) config.protocolVersion(),
      (byte) config.delegateProtocolMin(),
      (byte) config.delegateProtocolMax(),
      (byte) config.delegateProtocolVersion()
    };
    return new Self(new NodeInfo(config.name(), address, meta, versions));
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
