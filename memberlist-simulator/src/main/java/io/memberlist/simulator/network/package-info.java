/**
 * The virtual network: packets and streams between endpoints, with everything that goes wrong on
 * real ones.
 *
 * <p>Start at {@link io.memberlist.simulator.network.SimNetwork}. Uses {@code time}; knows nothing
 * of nodes.
 */
@NullMarked
package io.memberlist.simulator.network;

import org.jspecify.annotations.NullMarked;
