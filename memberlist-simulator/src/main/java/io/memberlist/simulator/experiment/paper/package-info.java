/**
 * The experiments E1 to E9 of {@code experiments.md}: what the papers on SWIM, Lifeguard and Rapid
 * measured, repeated with this library.
 *
 * <p>Start at {@link io.memberlist.simulator.experiment.paper.Papers}.
 */
@NullMarked
package io.memberlist.simulator.experiment.paper;

import org.jspecify.annotations.NullMarked;
