package io.memberlist.spring.ui;

import org.jspecify.annotations.Nullable;

/** Ids of events: {@code <instance>-<seq>} (L-32). */
final class EventId {

  private EventId() {}

  /** The number behind which to go on; -1 if the id is unreadable or of another hub (L-34). */
  static long after(@Nullable String id, String instance) {
    if (id == null || !id.startsWith(instance + "-")) {
      return -1;
    }
    try {
      return Long.parseUnsignedLong(id, instance.length() + 1, id.length(), 10);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
