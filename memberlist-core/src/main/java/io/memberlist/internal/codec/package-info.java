/**
 * The layers around messages: compound, compression, checksum, encryption, label and stream frames
 * (§3-§5, §8.2).
 *
 * <p>Start at {@link io.memberlist.internal.codec.PacketEncoder} and {@link
 * io.memberlist.internal.codec.PacketDecoder}. The only package that imports {@code javax.crypto};
 * may use the API package and {@code wire}.
 */
@NullMarked
package io.memberlist.internal.codec;

import org.jspecify.annotations.NullMarked;
