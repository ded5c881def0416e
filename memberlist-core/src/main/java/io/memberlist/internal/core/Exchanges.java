package io.memberlist.internal.core;

import java.util.HashMap;
import java.util.Map;

/** Streams that the driver was asked to start, and who wants to know how they end. */
final class Exchanges {

  /** Is told how a stream ended. */
  @FunctionalInterface
  interface Ending {
    void ended(ExchangeResult result, long now);
  }

  private final Map<Long, Ending> running = new HashMap<>();
  private long lastId;

  /** A new number for a stream. */
  long begin(Ending ending) {
    running.put(++lastId, ending);
    return lastId;
  }

  /** The result is not wanted any more. */
  void abandon(long id) {
    running.remove(id);
  }

  void ended(long id, ExchangeResult result, long now) {
    var ending = running.remove(id);
    if (ending != null) {
      ending.ended(result, now);
    }
  }
}
