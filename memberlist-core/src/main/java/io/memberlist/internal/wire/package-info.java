/**
 * Messages as records and their msgpack bodies; nothing about packets, encryption or sockets.
 *
 * <p>Start at {@link io.memberlist.internal.wire.Message}; {@code MessageReader} and {@code
 * MessageWriter} are the two directions, {@code Formats} has the tables of §7. The only package
 * that imports msgpack-core; may use the API package.
 */
@NullMarked
package io.memberlist.internal.wire;

import org.jspecify.annotations.NullMarked;
