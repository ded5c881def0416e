/**
 * Threads, queues, streams and callbacks; connects the core, the codec and a transport.
 *
 * <p>Start at {@link io.memberlist.internal.driver.MemberlistFactory}. May use everything; nobody
 * uses it.
 */
@NullMarked
package io.memberlist.internal.driver;

import org.jspecify.annotations.NullMarked;
