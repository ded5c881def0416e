/**
 * Tests of Spring Boot applications with a cluster in memory and in virtual time.
 *
 * <p>Start at {@link io.memberlist.spring.test.AutoConfigureMemberlist} for whole applications, at
 * {@link io.memberlist.spring.test.MemberlistTest} for what listens to members only.
 */
@NullMarked
package io.memberlist.spring.test;

import org.jspecify.annotations.NullMarked;
