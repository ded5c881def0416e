package io.memberlist.internal.core;

import io.memberlist.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a core holds at the moment of each call; for simulations, which look at thousands of
 * tables after every step and cannot pay for a {@link MembershipView} each.
 */
public final class CoreState {

  private final MemberTable table;
  private final Self self;
  private final HealthScore health;
  private final Broadcasts broadcasts;
  private final Membership membership;
  private final TimerQueue timers;
  private final AckHandlers acks;

  CoreState(
      MemberTable table,
      Self self,
      HealthScore health,
      Broadcasts broadcasts,
      Membership membership,
      TimerQueue timers,
      AckHandlers acks) {
    this.table = table;
    this.self = self;
    this.health = health;
    this.broadcasts = broadcasts;
    this.membership = membership;
    this.timers = timers;
    this.acks = acks;
  }

  /** Number of records. */
  public int size() {
    return table.size();
  }

  /** Number of records in a state. */
  public int count(NodeState state) {
    return table.count(state);
  }

  /** Number of Alive and Suspect records. */
  public int members() {
    return count(NodeState.ALIVE) + count(NodeState.SUSPECT);
  }

  /**
   * Record at a place, 0 to {@link #size()}; places change when records are added, removed or
   * shuffled.
   */
  public NodeInfo info(int place) {
    return table.info(table.at(place));
  }

  /** State of the record at a place. */
  public NodeState state(int place) {
    return table.state(table.at(place));
  }

  /** Incarnation of the record at a place, u32. */
  public int incarnation(int place) {
    return table.incarnation(table.at(place));
  }

  /** State of a node; null if it is unknown. */
  public @Nullable NodeState state(String name) {
    int member = table.find(name);
    return member == MemberTable.NONE ? null : table.state(member);
  }

  /** What is known of a node; null if it is unknown. */
  public @Nullable NodeInfo info(String name) {
    int member = table.find(name);
    return member == MemberTable.NONE ? null : table.info(member);
  }

  /** Incarnation of a node, u32; 0 if it is unknown. */
  public int incarnation(String name) {
    int member = table.find(name);
    return member == MemberTable.NONE ? 0 : table.incarnation(member);
  }

  /** Whether the own node has left. */
  public boolean hasLeft() {
    return self.left();
  }

  /** Local health, 0 is healthy. */
  public int healthScore() {
    return health.value();
  }

  /** Number of rumours waiting. */
  public int queuedBroadcasts() {
    return broadcasts.queued();
  }

  /** Number of suspicions under way. */
  public int suspicions() {
    return membership.suspicions();
  }

  /** Number of confirmations of a suspicion under way; -1 if there is none. */
  public int confirmations(String name) {
    return membership.confirmations(name);
  }

  /** Number of deadlines set. */
  public int timers() {
    return timers.size();
  }

  /** Number of sequence numbers that somebody waits for, each with one deadline of its own. */
  public int awaitedAcks() {
    return acks.size();
  }
}
