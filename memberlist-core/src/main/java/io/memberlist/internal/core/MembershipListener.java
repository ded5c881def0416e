package io.memberlist.internal.core;

/**
 * Who inside the core needs to know at once what {@link Membership} decided. Must not call back
 * into it.
 */
interface MembershipListener {

  /** The record of another node went Dead, not Left: from now on it may be lost (§21.1). */
  void died(NodeInfo info, long now);

  /** The record of another node became Alive: it is not lost, wherever it was remembered. */
  void revived(String name, long now);

  /**
   * The record of another node became Left, or the application does not want to hear of it any
   * more: it is not lost.
   */
  void abandoned(String name);

  /**
   * An alive message was accepted for an address that this older Alive or Suspect record has as
   * well: it is to be probed next (D34).
   */
  void contested(int member);
}
