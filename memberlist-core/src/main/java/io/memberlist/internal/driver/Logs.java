package io.memberlist.internal.driver;

import io.memberlist.internal.core.LogEvent;
import java.util.Map;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** The loggers of a node, one for each area (§17.2). */
final class Logs {

  private final RateLimitedLog state;
  private final RateLimitedLog probe;
  private final RateLimitedLog gossip;
  private final RateLimitedLog pushPull;
  private final RateLimitedLog transport;
  private final RateLimitedLog security;
  private final Map<String, RateLimitedLog> byArea;

  Logs(Clock clock) {
    state = area("state", clock);
    probe = area("probe", clock);
    gossip = area("gossip", clock);
    pushPull = area("pushpull", clock);
    transport = area("transport", clock);
    security = area("security", clock);
    byArea =
        Map.of(
            "state", state,
            "probe", probe,
            "gossip", gossip,
            "pushpull", pushPull,
            "transport", transport,
            "security", security);
  }

  private static RateLimitedLog area(String name, Clock clock) {
    return new RateLimitedLog(LoggerFactory.getLogger("io.memberlist." + name), clock);
  }

  RateLimitedLog state() {
    return state;
  }

  RateLimitedLog probe() {
    return probe;
  }

  RateLimitedLog gossip() {
    return gossip;
  }

  RateLimitedLog pushPull() {
    return pushPull;
  }

  RateLimitedLog transport() {
    return transport;
  }

  RateLimitedLog security() {
    return security;
  }

  /** Writes what the core wants to say. */
  void write(LogEvent event) {
    Objects.requireNonNullElse(byArea.get(event.area()), state).write(event);
  }
}
