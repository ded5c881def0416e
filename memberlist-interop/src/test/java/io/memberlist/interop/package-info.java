/**
 * Tests of our node against real peers: the Go library in three releases, Serf and Alertmanager.
 * Ships nothing.
 *
 * <p>Start at {@link io.memberlist.interop.Cluster}: a test takes nodes of any {@link
 * io.memberlist.interop.Kind} from it and talks to all of them through {@link
 * io.memberlist.interop.ClusterNode}. Go nodes are processes of the program in {@code
 * src/test/go/peer}, driven by JSON lines; ours run in this process. The sample application runs as
 * the README says, in {@link io.memberlist.interop.SampleTest}. What is missing on the machine is
 * said by {@link io.memberlist.interop.Externals}.
 */
@NullMarked
package io.memberlist.interop;

import org.jspecify.annotations.NullMarked;
