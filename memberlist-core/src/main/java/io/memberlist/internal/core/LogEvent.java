package io.memberlist.internal.core;

import java.util.Map;

/**
 * A line for the log. The core does not log itself, so that a simulation of thousands of nodes
 * stays quiet and the driver can limit the rate of what peers can cause.
 *
 * @param level of §17.2
 * @param area which logger: {@code state}, {@code probe}, {@code gossip}, {@code pushpull} or
 *     {@code security}
 * @param limited whether a peer can cause it at will, so that repeats are rate-limited
 * @param text one line; names from the network already escaped by the driver, not here
 * @param subject lines of the same subject count as repeats, whatever they say
 * @param facts what the text says once more for programs: {@code node}, {@code address}, {@code
 *     state}, {@code reason}
 */
public record LogEvent(
    Level level,
    String area,
    boolean limited,
    String text,
    String subject,
    Map<String, String> facts) {

  /** A line that is its own subject. */
  public LogEvent(Level level, String area, boolean limited, String text) {
    this(level, area, limited, text, text);
  }

  /** A line without facts. */
  public LogEvent(Level level, String area, boolean limited, String text, String subject) {
    this(level, area, limited, text, subject, Map.of());
  }

  /** The same line with facts. */
  LogEvent with(Map<String, String> facts) {
    return new LogEvent(level, area, limited, text, subject, facts);
  }

  /** Levels of §17.2. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
