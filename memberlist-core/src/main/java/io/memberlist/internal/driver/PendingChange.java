package io.memberlist.internal.driver;

import io.memberlist.EventDelegate;
import io.memberlist.Node;
import io.memberlist.internal.core.MemberEvent;
import java.util.List;

/**
 * What is still to be told about one node, merged so that an application that folds the events ends
 * up with the same member list: join + update = join, join + leave = nothing, leave + join =
 * update.
 */
final class PendingChange {

  private enum Membership {
    NONE,
    JOIN,
    UPDATE,
    LEAVE
  }

  private enum Doubt {
    NONE,
    SUSPECT,
    RECOVER
  }

  private Membership membership = Membership.NONE;
  private Doubt doubt = Doubt.NONE;
  private boolean reaped;
  private Node node;
  private List<String> accusers = List.of();

  PendingChange(MemberEvent.Change first) {
    node = first.node();
    merge(first);
  }

  /** Adds a later event about the same node. */
  void merge(MemberEvent.Change change) {
    node = change.node();
    switch (change.kind()) {
      case JOIN -> joined();
      case UPDATE -> membership = membership == Membership.NONE ? Membership.UPDATE : membership;
      case LEAVE -> gone();
      case SUSPECT -> suspected(change.accusers());
      case RECOVER -> doubt = doubt == Doubt.SUSPECT ? Doubt.NONE : Doubt.RECOVER;
      case REAP -> reaped = true;
    }
  }

  private void joined() {
    membership = membership == Membership.LEAVE ? Membership.UPDATE : Membership.JOIN;
    reaped = false;
  }

  private void gone() {
    membership = membership == Membership.JOIN ? Membership.NONE : Membership.LEAVE;
    doubt = Doubt.NONE;
  }

  private void suspected(List<String> by) {
    doubt = doubt == Doubt.RECOVER ? Doubt.NONE : Doubt.SUSPECT;
    accusers = by;
  }

  /** Whether the events cancelled each other. */
  boolean isEmpty() {
    return membership == Membership.NONE && doubt == Doubt.NONE && !reaped;
  }

  void deliver(EventDelegate events) {
    switch (membership) {
      case JOIN -> events.notifyJoin(node);
      case UPDATE -> events.notifyUpdate(node);
      case LEAVE -> events.notifyLeave(node);
      case NONE -> {}
    }
    switch (doubt) {
      case SUSPECT -> events.notifySuspect(node, accusers);
      case RECOVER -> events.notifyRecover(node);
      case NONE -> {}
    }
    if (reaped) {
      events.notifyReap(node);
    }
  }
}
