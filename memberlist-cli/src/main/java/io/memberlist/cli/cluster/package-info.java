/**
 * Many nodes in this process, and what they cost.
 *
 * <p>Start at {@link io.memberlist.cli.cluster.ClusterCommand}.
 */
@NullMarked
package io.memberlist.cli.cluster;

import org.jspecify.annotations.NullMarked;
