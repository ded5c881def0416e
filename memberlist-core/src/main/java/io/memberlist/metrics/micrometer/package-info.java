/**
 * Metrics of a node for Micrometer; loaded only where an application uses it.
 *
 * <p>Start at {@link io.memberlist.metrics.micrometer.MemberlistMetrics}. The only package that
 * imports Micrometer.
 */
@NullMarked
package io.memberlist.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
