/**
 * What must hold after every step of every node, and what a run has exercised.
 *
 * <p>Start at {@link io.memberlist.simulator.check.Checks}. Each rule is an {@link
 * io.memberlist.simulator.check.Invariant} over two snapshots of one node, so that a forged
 * violation shows that it bites.
 */
@NullMarked
package io.memberlist.simulator.check;

import org.jspecify.annotations.NullMarked;
