package io.memberlist.internal.core;

import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.internal.wire.Suspect;
import org.jspecify.annotations.Nullable;

/** The rules for alive, suspect, dead, merging and refuting (§9). */
final class Membership {

  /** §9.8, §14.6, D20: the own node announces itself with the next incarnation; false if it was refused. */
  boolean announce(byte @Nullable [] meta, @Nullable Completion done, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** §9.3. {@code packet}: it came in a packet, not in a state exchange (D33). */
  void alive(Alive message, boolean packet, long now) {
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

  /** §14.7 and D20: leave flag and own goodbye in one step. */
  void leave(Completion done, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Removes records older than {@code GossipToTheDeadTime} with their rumours (§10.6, D22), telling the application. */
  void prune(long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** D39: running suspicions start anew. */
  void restartSuspicions(long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Who suspects the node, in order; empty if nobody. */
  java.util.List<String> accusers(String name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** When the suspicion ends, or {@code Long.MAX_VALUE}. */
  long suspicionDeadline(String name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Suspicions end without a verdict. */
  void cancelSuspicions() {
    throw new UnsupportedOperationException("skeleton");
  }
}
