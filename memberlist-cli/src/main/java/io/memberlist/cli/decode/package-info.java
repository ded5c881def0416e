/**
 * Packets and streams taken apart, from hex or captures.
 *
 * <p>Start at {@link io.memberlist.cli.decode.DecodeCommand}.
 */
@NullMarked
package io.memberlist.cli.decode;

import org.jspecify.annotations.NullMarked;
