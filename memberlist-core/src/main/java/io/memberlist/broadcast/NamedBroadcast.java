package io.memberlist.broadcast;

/** A broadcast that replaces a queued one of the same name. */
public interface NamedBroadcast extends Broadcast {

  /** Not empty; does not change while queued. */
  String name();
}
