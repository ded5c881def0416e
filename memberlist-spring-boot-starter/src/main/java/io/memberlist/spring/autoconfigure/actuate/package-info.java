/**
 * The actuator endpoint {@code memberlist} and the info contributor.
 *
 * <p>Start at {@link io.memberlist.spring.autoconfigure.actuate.MemberlistEndpoint}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
