/**
 * How packets and streams travel: the transport SPI, the UDP/TCP transport and an in-memory one.
 *
 * <p>Start at {@link io.memberlist.transport.Transport}. May use {@code internal.net} and {@code
 * metrics}, and of the root package the exceptions.
 */
@NullMarked
package io.memberlist.transport;

import org.jspecify.annotations.NullMarked;
