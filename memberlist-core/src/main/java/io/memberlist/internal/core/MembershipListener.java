package io.memberlist.internal.core;

import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.NodeAddress;

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

  /**
   * A node whose record is Left announced itself, and not with a newer incarnation: it does not
   * know of that record, and is to be told, so that it refutes it (D32).
   */
  void unaware(NodeAddress newcomer, Dead left);
}
