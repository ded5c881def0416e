package io.memberlist.internal.core;

import io.memberlist.internal.wire.NodeAddress;

/**
 * A member to talk to.
 *
 * @param name of the node
 * @param address as announced
 */
public record PeerAddress(String name, NodeAddress address) {}
