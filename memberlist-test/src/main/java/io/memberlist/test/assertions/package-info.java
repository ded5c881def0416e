/**
 * What is to be expected of clusters, members and what was told of them, in AssertJ's manner.
 *
 * <p>Start at {@link io.memberlist.test.assertions.MemberlistAssertions}.
 */
@NullMarked
package io.memberlist.test.assertions;

import org.jspecify.annotations.NullMarked;
