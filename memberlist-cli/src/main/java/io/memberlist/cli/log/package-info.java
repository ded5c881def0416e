/**
 * Where the log of the library goes in a command line program.
 *
 * <p>Start at {@link io.memberlist.cli.log.LogTarget}.
 */
@NullMarked
package io.memberlist.cli.log;

import org.jspecify.annotations.NullMarked;
