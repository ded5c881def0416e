/**
 * What a node counts and measures; names of §17.
 *
 * <p>Start at {@link io.memberlist.metrics.Metric}. Uses no other package of the library.
 */
@NullMarked
package io.memberlist.metrics;

import org.jspecify.annotations.NullMarked;
