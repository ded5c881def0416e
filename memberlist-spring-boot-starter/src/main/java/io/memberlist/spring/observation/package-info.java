/**
 * Observations of what a node does for the application: attempts to join, the goodbye, reliable
 * sends. None of probes and gossip, whose rate is constant and high.
 *
 * <p>Start at {@link io.memberlist.spring.observation.ObservedMemberlist}.
 */
@NullMarked
package io.memberlist.spring.observation;

import org.jspecify.annotations.NullMarked;
