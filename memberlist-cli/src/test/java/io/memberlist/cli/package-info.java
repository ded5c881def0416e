/** Runs the commands as {@code main} does, most of them in this process. Start at {@link Cli}. */
package io.memberlist.cli;
