/**
 * Dissemination that applications can reuse: the transmit-limited queue and broadcasts to
 * everybody.
 *
 * <p>Start at {@link io.memberlist.broadcast.TransmitLimitedQueue}. Uses no other package of the
 * library.
 */
@NullMarked
package io.memberlist.broadcast;

import org.jspecify.annotations.NullMarked;
