/**
 * Experiments: a grid of clusters, run for many seeds in parallel, their statistics, gates and
 * output. Which experiments there are is told in {@code paper}.
 *
 * <p>Start at {@link io.memberlist.simulator.experiment.Experiment}.
 */
@NullMarked
package io.memberlist.simulator.experiment;

import org.jspecify.annotations.NullMarked;
