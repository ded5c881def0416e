/**
 * Tests of applications that use memberlist: whole clusters in virtual time, without a socket and
 * without waiting, and the same over real nodes on loopback.
 *
 * <p>Start at {@link io.memberlist.test.MemberlistCluster} with JUnit, at {@link
 * io.memberlist.test.VirtualCluster} without. What is to be expected is said with {@link
 * io.memberlist.test.assertions.MemberlistAssertions}.
 */
@NullMarked
package io.memberlist.test;

import org.jspecify.annotations.NullMarked;
