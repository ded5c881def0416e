/**
 * Whole applications for tests, on loopback.
 *
 * <p>Start at {@link io.memberlist.spring.test.TestApplication}.
 */
@NullMarked
package io.memberlist.spring.test;

import org.jspecify.annotations.NullMarked;
