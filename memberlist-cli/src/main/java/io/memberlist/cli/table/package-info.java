/**
 * The member table of a cluster or application, read from outside.
 *
 * <p>Start at {@link io.memberlist.cli.table.MembersCommand}.
 */
@NullMarked
package io.memberlist.cli.table;

import org.jspecify.annotations.NullMarked;
