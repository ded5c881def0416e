package io.memberlist.test.assertions;

import io.memberlist.Node;
import io.memberlist.NodeState;
import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;

/** Assertions over a member as it was known at one moment. */
public final class NodeAssert extends AbstractAssert<NodeAssert, Node> {

  NodeAssert(Node actual) {
    super(actual, NodeAssert.class);
  }

  /** Its name. */
  public NodeAssert hasName(String name) {
    return has("name", name, name.equals(present().name()), present().name());
  }

  /** What is believed about it. */
  public NodeAssert hasState(NodeState state) {
    return has("state", state, present().state() == state, present().state());
  }

  /** {@link NodeState#ALIVE}. */
  public NodeAssert isAlive() {
    return hasState(NodeState.ALIVE);
  }

  /** {@link NodeState#SUSPECT}. */
  public NodeAssert isSuspect() {
    return hasState(NodeState.SUSPECT);
  }

  /** {@link NodeState#DEAD}. */
  public NodeAssert isDead() {
    return hasState(NodeState.DEAD);
  }

  /** {@link NodeState#LEFT}. */
  public NodeAssert hasLeft() {
    return hasState(NodeState.LEFT);
  }

  /** How often it announced itself anew. */
  public NodeAssert hasIncarnation(long incarnation) {
    return has(
        "incarnation",
        incarnation,
        present().incarnation() == incarnation,
        present().incarnation());
  }

  /** A tag in its metadata. */
  public NodeAssert hasTag(String name, String value) {
    var tags = present().tags();
    return has("tag " + name, value, value.equals(tags.get(name)), tags);
  }

  /** Its metadata, byte for byte. */
  public NodeAssert hasMeta(byte[] meta) {
    return has(
        "metadata",
        Arrays.toString(meta),
        Arrays.equals(meta, present().meta()),
        Arrays.toString(present().meta()));
  }

  private Node present() {
    isNotNull();
    return actual;
  }

  private NodeAssert has(String what, Object expected, boolean holds, Object found) {
    if (!holds) {
      throw failure("Expecting %s of %s to be %s, but it is %s", what, actual, expected, found);
    }
    return this;
  }
}
