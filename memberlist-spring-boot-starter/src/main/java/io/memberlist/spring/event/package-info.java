/**
 * What an application can listen to: membership changes, joins and messages as application events.
 *
 * <p>Start at {@link io.memberlist.spring.event.MemberlistEvent}.
 */
@NullMarked
package io.memberlist.spring.event;

import org.jspecify.annotations.NullMarked;
