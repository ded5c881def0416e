package io.memberlist.internal.core;

import io.memberlist.internal.wire.Message;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link Membership} puts what is to be spread: one rumour for each node name, the newest
 * (§12.2).
 */
interface Rumours {

  /**
   * Queues a rumour, replacing an older one of the same name; {@code done} when it was sent often
   * enough or replaced.
   */
  void queue(String name, Message rumour, @Nullable Completion done);

  /** Queues the own goodbye, which goes first into every packet until it is finished (D36). */
  void queueLeave(String name, Message rumour, Completion done);

  /** Drops the rumour about a node that was pruned (D22). */
  void drop(String name);
}
