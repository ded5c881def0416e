/**
 * Application events for all members of the cluster, and a coordinator among the instances of an
 * application.
 *
 * <p>Start at {@link io.memberlist.spring.cluster.ClusterEventPublisher} and {@link
 * io.memberlist.spring.cluster.MemberlistCoordinator}.
 */
@NullMarked
package io.memberlist.spring.cluster;

import org.jspecify.annotations.NullMarked;
