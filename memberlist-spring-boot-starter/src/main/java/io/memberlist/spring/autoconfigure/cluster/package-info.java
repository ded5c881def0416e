/**
 * Cluster events and the coordinator, switched by properties.
 *
 * <p>Start at {@link
 * io.memberlist.spring.autoconfigure.cluster.MemberlistClusterEventsAutoConfiguration}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure.cluster;

import org.jspecify.annotations.NullMarked;
