/**
 * One node, driven by signals, or by JSON lines.
 *
 * <p>Start at {@link io.memberlist.cli.agent.AgentCommand}.
 */
@NullMarked
package io.memberlist.cli.agent;

import org.jspecify.annotations.NullMarked;
