/**
 * Observers that measure: when a failure is noticed, what traffic costs, who is wrongly declared
 * dead. They change nothing.
 */
@NullMarked
package io.memberlist.simulator.experiment.watch;

import org.jspecify.annotations.NullMarked;
