package io.memberlist.internal.core;

import io.memberlist.Node;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something the application wants to know. */
public sealed interface MemberEvent {

  /** What may happen to a node. */
  enum Kind {
    JOIN,
    LEAVE,
    UPDATE,
    SUSPECT,
    RECOVER,
    REAP
  }

  /**
   * A node changed.
   *
   * @param kind what happened
   * @param node as it is after the change
   * @param accusers who could not reach it, for SUSPECT; else empty
   */
  record Change(Kind kind, Node node, List<String> accusers) implements MemberEvent {}

  /** Somebody else claimed the name of a node (§9.3 step 4). */
  record Conflict(Node existing, Node other) implements MemberEvent {}

  /** A probe was answered directly. */
  record PingComplete(Node node, Duration rtt, byte @Nullable [] payload) implements MemberEvent {}
}
