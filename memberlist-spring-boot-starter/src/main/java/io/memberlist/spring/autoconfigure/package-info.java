/**
 * Auto-configuration of a node: properties, beans, lifecycle.
 *
 * <p>Start at {@link io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
