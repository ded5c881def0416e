/**
 * Dissemination that applications can reuse: the transmit-limited queue and broadcasts to
 * everybody.
 *
 * <p>Start at {@link io.memberlist.broadcast.ClusterBroadcast}, or at {@link
 * io.memberlist.broadcast.TransmitLimitedQueue} for messages of one node. Uses no other package of
 * the library.
 */
@NullMarked
package io.memberlist.broadcast;

import org.jspecify.annotations.NullMarked;
