/**
 * Complete nodes in virtual time: the core, codec, state exchange, delegates and rejoin of {@code
 * memberlist-core}, in one thread. What the driver does with threads and sockets is done here with
 * events of the clock.
 *
 * <p>Start at {@link io.memberlist.simulator.node.SimNode}. Uses {@code time} and {@code network}.
 */
@NullMarked
package io.memberlist.simulator.node;

import org.jspecify.annotations.NullMarked;
