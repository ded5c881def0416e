/**
 * Announcing the application as an instance of a service; needs no Spring Cloud.
 *
 * <p>Start at {@link io.memberlist.spring.autoconfigure.announce.ServiceAnnouncement}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure.announce;

import org.jspecify.annotations.NullMarked;
