/**
 * Members of the cluster as instances of services, for Spring Cloud.
 *
 * <p>Start at {@link io.memberlist.spring.discovery.Instances}; {@link
 * io.memberlist.spring.discovery.ServiceTags} is all that does not need Spring Cloud.
 */
@NullMarked
package io.memberlist.spring.discovery;

import org.jspecify.annotations.NullMarked;
