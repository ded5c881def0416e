/**
 * The command line: one class a command, each in the package of its subject.
 *
 * <p>Start at {@link io.memberlist.cli.Main}; {@code docs/cli.md} is the contract.
 */
@NullMarked
package io.memberlist.cli;

import org.jspecify.annotations.NullMarked;
