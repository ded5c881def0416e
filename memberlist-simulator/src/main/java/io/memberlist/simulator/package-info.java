/**
 * Whole clusters in one thread of virtual time: the same core, codec and delegates as on real
 * machines, on a virtual network. A seed decides everything that chance has a part in.
 *
 * <p>Start at {@link io.memberlist.simulator.SimCluster}.
 */
@NullMarked
package io.memberlist.simulator;

import org.jspecify.annotations.NullMarked;
