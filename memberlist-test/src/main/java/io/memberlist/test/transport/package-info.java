/**
 * For authors of transports: {@link io.memberlist.test.transport.TransportContract} has a test for
 * everything that the library expects of one.
 */
@NullMarked
package io.memberlist.test.transport;

import org.jspecify.annotations.NullMarked;
