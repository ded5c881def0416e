/**
 * Clusters in virtual time: random campaigns, their repetition, experiments.
 *
 * <p>Start at {@link io.memberlist.cli.simulate.SimulateCommand}.
 */
@NullMarked
package io.memberlist.cli.simulate;

import org.jspecify.annotations.NullMarked;
