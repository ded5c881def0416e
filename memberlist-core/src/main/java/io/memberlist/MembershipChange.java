package io.memberlist;

/**
 * What happened to a member, as a value.
 *
 * @param kind what happened
 * @param node the member afterwards
 */
public record MembershipChange(Kind kind, Node node) {

  /** What can happen, in the reference's order. */
  public enum Kind {
    /** It appeared or came back. */
    JOIN,
    /** It died or left; its state tells which. */
    LEAVE,
    /** Its metadata, versions or address changed. */
    UPDATE
  }
}
