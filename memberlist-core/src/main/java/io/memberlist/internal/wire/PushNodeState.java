package io.memberlist.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * One record of a state exchange (§7.8).
 *
 * @param name of the node
 * @param address as announced; received bytes may have any length
 * @param meta null if absent
 * @param incarnation u32
 * @param state 0..3 are those of {@code NodeState}; any other value is ignored in a merge
 * @param versions version vector as received, usually 6 bytes
 */
public record PushNodeState(
    String name,
    NodeAddress address,
    byte @Nullable [] meta,
    int incarnation,
    long state,
    byte[] versions) {}
