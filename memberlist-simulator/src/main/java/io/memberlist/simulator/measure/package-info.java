/**
 * How fast and how large simulations are.
 *
 * <p>Start at {@link io.memberlist.simulator.measure.Speed}.
 */
@NullMarked
package io.memberlist.simulator.measure;

import org.jspecify.annotations.NullMarked;
