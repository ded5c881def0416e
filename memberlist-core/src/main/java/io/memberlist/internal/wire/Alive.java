package io.memberlist.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * A node announces itself (§7.7).
 *
 * @param incarnation u32
 * @param node name
 * @param address as announced; the bytes may have any length in what was received
 * @param meta null if absent, which is kept apart from empty on the wire
 * @param versions version vector as received, usually 6 bytes, may be shorter or empty
 */
public record Alive(
    int incarnation, String node, NodeAddress address, byte @Nullable [] meta, byte[] versions)
    implements Message {

  /** The same announcement with another address. */
  public Alive at(NodeAddress other) {
    return other == address ? this : new Alive(incarnation, node, other, meta, versions);
  }

  @Override
  public void accept(MessageHandler handler) {
    handler.onAlive(this);
  }
}
