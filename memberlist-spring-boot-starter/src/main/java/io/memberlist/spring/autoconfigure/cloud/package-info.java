/**
 * Discovery and load balancing by Spring Cloud.
 *
 * <p>Start at {@link
 * io.memberlist.spring.autoconfigure.cloud.MemberlistDiscoveryClientAutoConfiguration}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure.cloud;

import org.jspecify.annotations.NullMarked;
