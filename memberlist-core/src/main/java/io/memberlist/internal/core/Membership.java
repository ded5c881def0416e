package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.internal.wire.Suspect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for alive, suspect, dead, merging and refuting (§9). */
final class Membership {

  /** Puts the own record into the table, Alive with incarnation 0 (DEF-66); {@link #announce} is still to be called. */
  Membership(
      Config config,
      CoreOptions options,
      MemberTable table,
      Self self,
      HealthScore health,
      Broadcasts broadcasts,
      TimerQueue timers,
      Output output,
      Hooks hooks,
      MembershipListener listener) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * §9.8, §14.6: the own node announces itself with the next incarnation; false if it was refused or has left. {@code done}
   * belongs to the rumour.
   */
  boolean announce(byte @Nullable [] meta, @Nullable Completion done, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** D20: as {@link #announce}, after the own node has left. */
  boolean announceAnew(byte @Nullable [] meta, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** §9.2: allow list for source and content, port fix-up, then §9.3. */
  void aliveFromPacket(Alive message, NodeAddress source, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** §9.4. */
  void suspect(Suspect message, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** §9.5. */
  void dead(Dead message, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** §9.6. */
  void merge(RemoteState remote, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** §14.7 and D20: leave flag and own goodbye in one step. Only while the node has not left. */
  void leave(Completion done, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Removes records older than {@code GossipToTheDeadTime} with their rumours (§10.6, D22), telling the application. For the
   * wrap-around of the probe index; when nothing is probed, this class calls it by a timer of its own.
   */
  void prune(long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Drops the record of a dead or left node with its rumour. */
  Core.Forgotten forget(String name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** {@code detection.crashEvidence} (§21.1): shortens the running suspicion of a node whose machine refused a connection. */
  void crashEvidence(String name, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** D39: running suspicions start anew. */
  void restartSuspicions(long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Suspicions end without a verdict. */
  void cancelSuspicions() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Warm start of a simulation: makes other nodes known as Alive, incarnation 1, without events, rumours or questions. */
  void preload(List<NodeInfo> others, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The public record of a member, as it is now. */
  io.memberlist.Node node(int member) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Changes whenever a view would show something else. */
  long version() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Cheap, so not to be kept here: the arrays are shared until the next change. */
  MembershipView view() {
    throw new UnsupportedOperationException("skeleton");
  }
}
