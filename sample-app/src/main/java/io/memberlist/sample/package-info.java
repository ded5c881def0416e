/**
 * A Boot application that is a member of a cluster and shows it in the browser.
 *
 * <p>Start at {@link io.memberlist.sample.SampleApplication}.
 */
@NullMarked
package io.memberlist.sample;

import org.jspecify.annotations.NullMarked;
