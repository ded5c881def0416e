/**
 * Observations of the node, where Micrometer's registry of them is.
 *
 * <p>Start at {@link
 * io.memberlist.spring.autoconfigure.observation.MemberlistObservationAutoConfiguration}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
