/**
 * The protocol: member table, probing, suspicion, gossip and state exchange (§9-§12). Pure: no I/O,
 * no clock, no thread, no chance of its own; everything comes in as arguments.
 *
 * <p>Start at {@link io.memberlist.internal.core.Core}. May use the API package, {@code broadcast}
 * and {@code wire}.
 */
@NullMarked
package io.memberlist.internal.core;

import org.jspecify.annotations.NullMarked;
