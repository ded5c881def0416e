/**
 * Further nodes in this process that a visitor of the page may break: add, kill, let leave, pause,
 * slow down, cut off. Exists only while there are demo nodes.
 *
 * <p>Start at {@link io.memberlist.sample.demo.DemoNodes}; faults are made by {@link
 * io.memberlist.sample.demo.DemoTransport}, a wrapper around the real one.
 */
@NullMarked
package io.memberlist.sample.demo;

import org.jspecify.annotations.NullMarked;
