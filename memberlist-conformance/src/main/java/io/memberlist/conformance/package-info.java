/**
 * The table of {@code docs/conformance.md}: each behaviour of the catalogue, the tests that carry
 * its ID, and what came of them.
 *
 * <p>Start at {@link io.memberlist.conformance.Table}; {@code Page} writes it down.
 */
@NullMarked
package io.memberlist.conformance;

import org.jspecify.annotations.NullMarked;
