/**
 * Metrics of the node, for every Micrometer registry.
 *
 * <p>Start at {@link
 * io.memberlist.spring.autoconfigure.metrics.MemberlistMetricsAutoConfiguration}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
