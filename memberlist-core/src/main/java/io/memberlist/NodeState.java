package io.memberlist;

/** What this node believes about a member (§1.2). The ordinal is the value on the wire. */
public enum NodeState {
  /** Answers, as far as anybody knows. */
  ALIVE,
  /** Did not answer somebody and has not objected yet; still a member. */
  SUSPECT,
  /** Declared failed. */
  DEAD,
  /** Said goodbye. */
  LEFT;

  /** Whether the node no longer counts as a member. */
  public boolean deadOrLeft() {
    return this == DEAD || this == LEFT;
  }
}
