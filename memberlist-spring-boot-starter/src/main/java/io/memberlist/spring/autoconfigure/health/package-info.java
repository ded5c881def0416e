/**
 * The health contributor {@code memberlist}.
 *
 * <p>Start at {@link
 * io.memberlist.spring.autoconfigure.health.MemberlistHealthContributorAutoConfiguration}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
