package io.memberlist.test.assertions;

import io.memberlist.NodeState;
import io.memberlist.test.Cluster;
import io.memberlist.test.ClusterNode;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;

/** Assertions over whole clusters. Nodes that do not run are not asked. */
public final class ClusterAssert extends AbstractAssert<ClusterAssert, Cluster> {

  ClusterAssert(Cluster actual) {
    super(actual, ClusterAssert.class);
  }

  /** Every node that runs and has not left sees exactly those nodes, all alive. */
  public ClusterAssert hasConverged() {
    isNotNull();
    if (!actual.converged()) {
      throw failure("Expecting all to see the same and true members, but:%n%s", views());
    }
    return this;
  }

  /** There are nodes that see something else than others, or than what is true. */
  public ClusterAssert hasNotConverged() {
    isNotNull();
    if (actual.converged()) {
      throw failure("Expecting nodes to disagree, but they do not:%n%s", views());
    }
    return this;
  }

  /** Every node that runs has exactly these members, in any order. */
  public ClusterAssert hasMembers(String... names) {
    return each(node -> MemberlistAssertions.assertThat(node).hasMembers(names));
  }

  /** Every other node that runs has that node on record in that state. */
  public ClusterAssert sees(String name, NodeState state) {
    return each(
        node -> {
          if (!node.name().equals(name)) {
            MemberlistAssertions.assertThat(node).sees(name, state);
          }
        });
  }

  /** No delegate has thrown anything. */
  public ClusterAssert hasNoFailures() {
    isNotNull();
    for (var node : actual.nodes()) {
      if (!node.failures().isEmpty()) {
        var first = node.failures().get(0);
        var error =
            failure(
                "Expecting no delegate to throw, but %s of node %s threw first %s",
                node.failures().size(), node.name(), first);
        error.initCause(first);
        throw error;
      }
    }
    return this;
  }

  private ClusterAssert each(Consumer<ClusterNode> requirement) {
    isNotNull();
    for (var node : actual.nodes()) {
      if (node.running()) {
        requirement.accept(node);
      }
    }
    return this;
  }

  private String views() {
    var text = new StringBuilder();
    for (var node : actual.nodes()) {
      if (node.running()) {
        text.append("  ").append(MemberlistAssert.view(node.memberlist())).append('\n');
      }
    }
    return text.toString();
  }
}
