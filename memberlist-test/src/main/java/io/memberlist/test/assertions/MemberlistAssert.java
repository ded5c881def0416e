package io.memberlist.test.assertions;

import io.memberlist.Memberlist;
import io.memberlist.Memberlist.Status;
import io.memberlist.Node;
import io.memberlist.NodeState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions over what one node sees. */
public final class MemberlistAssert extends AbstractAssert<MemberlistAssert, Memberlist> {

  MemberlistAssert(Memberlist actual) {
    super(actual, MemberlistAssert.class);
  }

  /** Whether the node runs, has left, or was stopped. */
  public MemberlistAssert hasStatus(Status status) {
    isNotNull();
    if (actual.status() != status) {
      throw failure("Expecting %s to be %s, but it is %s", name(), status, actual.status());
    }
    return this;
  }

  /** Alive and suspect members, the own node included, are exactly these, in any order. */
  public MemberlistAssert hasMembers(String... names) {
    isNotNull();
    List<String> members = actual.members().stream().map(Node::name).sorted().toList();
    List<String> expected = Arrays.stream(names).sorted().toList();
    if (!members.equals(expected)) {
      throw failure("Expecting %s to have the members %s, but %s", name(), expected, view(actual));
    }
    return this;
  }

  /** Number of alive and suspect members, the own node included. */
  public MemberlistAssert hasMemberCount(int number) {
    isNotNull();
    if (actual.numMembers() != number) {
      throw failure("Expecting %s to have %s members, but %s", name(), number, view(actual));
    }
    return this;
  }

  /** There is a record of that node, in that state. */
  public MemberlistAssert sees(String node, NodeState state) {
    isNotNull();
    var seen = actual.node(node).map(Node::state);
    if (!seen.equals(Optional.of(state))) {
      throw failure("Expecting %s to see %s as %s, but %s", name(), node, state, view(actual));
    }
    return this;
  }

  /** There is no record of that node. */
  public MemberlistAssert doesNotKnow(String node) {
    isNotNull();
    if (actual.node(node).isPresent()) {
      throw failure("Expecting %s not to know %s, but %s", name(), node, view(actual));
    }
    return this;
  }

  /** Local health; 0 is healthy. */
  public MemberlistAssert hasHealthScore(int score) {
    isNotNull();
    if (actual.healthScore() != score) {
      throw failure(
          "Expecting %s to have the health score %s, but it is %s",
          name(), score, actual.healthScore());
    }
    return this;
  }

  /** Goes on with the record of a member. */
  public NodeAssert member(String node) {
    isNotNull();
    return new NodeAssert(
        actual
            .node(node)
            .orElseThrow(
                () -> failure("Expecting %s to know %s, but %s", name(), node, view(actual))));
  }

  private String name() {
    return actual.config().name();
  }

  static String view(Memberlist memberlist) {
    return memberlist.allNodes().stream()
        .map(Node::toString)
        .sorted()
        .collect(Collectors.joining(", ", memberlist.config().name() + " sees ", ""));
  }
}
