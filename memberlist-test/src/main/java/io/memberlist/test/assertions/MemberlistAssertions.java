package io.memberlist.test.assertions;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.test.Cluster;
import io.memberlist.test.ClusterNode;
import io.memberlist.test.EventHistory;

/**
 * Entry point, to be imported statically beside AssertJ's own {@code assertThat}.
 *
 * <pre>{@code
 * assertThat(cluster).hasConverged().sees("node-3", NodeState.DEAD);
 * assertThat(cluster.node(1).events().about("node-3")).hasKinds(JOINED, SUSPECTED, FAILED);
 * }</pre>
 */
public final class MemberlistAssertions {

  private MemberlistAssertions() {}

  /** Of a whole cluster: what all nodes that run agree on. */
  public static ClusterAssert assertThat(Cluster actual) {
    return new ClusterAssert(actual);
  }

  /** Of what one node sees. */
  public static MemberlistAssert assertThat(ClusterNode actual) {
    return new MemberlistAssert(actual.memberlist());
  }

  /** Of what one node sees. */
  public static MemberlistAssert assertThat(Memberlist actual) {
    return new MemberlistAssert(actual);
  }

  /** Of a member as it was known at one moment. */
  public static NodeAssert assertThat(Node actual) {
    return new NodeAssert(actual);
  }

  /** Of what applications were told. */
  public static EventHistoryAssert assertThat(EventHistory actual) {
    return new EventHistoryAssert(actual);
  }
}
