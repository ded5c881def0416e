package io.memberlist.internal.driver;

import java.util.ArrayList;
import java.util.List;

/**
 * What has to wait until the core's turn is over and its view published: events and answers to
 * callers, so that whoever is told of a change can see it. For the core thread only.
 */
final class Aftermath {

  private List<Inbox.Task> later = new ArrayList<>();
  private List<Inbox.Task> running = new ArrayList<>();

  void add(Inbox.Task action) {
    later.add(action);
  }

  boolean isEmpty() {
    return later.isEmpty();
  }

  /** What waits now, in order; the list is valid until the next call. */
  List<Inbox.Task> take() {
    running.clear();
    var taken = later;
    later = running;
    running = taken;
    return taken;
  }
}
