/**
 * Virtual time: the clock with its queue of events, clocks of nodes that drift, and chance from a
 * seed.
 *
 * <p>Start at {@link io.memberlist.simulator.time.SimClock}. Uses nothing else of the simulator.
 */
@NullMarked
package io.memberlist.simulator.time;

import org.jspecify.annotations.NullMarked;
