/**
 * What applications touch: a cluster member, its configuration, the nodes it knows, and the
 * delegates it calls.
 *
 * <p>Start at {@link io.memberlist.Memberlist}; {@link io.memberlist.Config} has every setting. May
 * use the transport, metrics and broadcast packages; knows nothing of {@code internal} but the
 * factory behind {@code Memberlist.of} and the codec behind {@code Tags}.
 */
@NullMarked
package io.memberlist;

import org.jspecify.annotations.NullMarked;
