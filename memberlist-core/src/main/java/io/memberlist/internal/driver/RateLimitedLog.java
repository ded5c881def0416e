package io.memberlist.internal.driver;

import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.LogEvent.Level;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A logger for what peers can cause: the same line at most once a minute, different ones at most 20
 * a minute for each level. How many were left out is said with the next line that gets through.
 */
final class RateLimitedLog {

  private static final long WINDOW_NANOS = 60_000_000_000L;
  private static final int LINES = 20;
  private static final int REMEMBERED = 256;

  private final Logger log;
  private final Clock clock;
  private final Map<Level, Window> windows = new EnumMap<>(Level.class);
  private final Map<String, Long> lastLogged =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  RateLimitedLog(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Logs the text, escaped, unless the limit is reached. */
  void log(Level level, String text) {
    log(text, level, text, null);
  }

  /** As {@link #log(Level, String)}, with the stack trace of what went wrong. */
  void log(Level level, String text, Throwable cause) {
    log(text, level, text, cause);
  }

  /** As {@link #log(Level, String)}; lines of the same subject count as the same line. */
  void about(String subject, Level level, String text) {
    log(subject, level, text, null);
  }

  /** Logs what the core wants to say, its facts as key/value pairs. */
  void write(LogEvent event) {
    if (event.limited()) {
      log(event.subject(), event.level(), event.text(), null, event.facts());
    } else {
      write(event.level(), LogText.escape(event.text()), null, event.facts());
    }
  }

  private void log(String subject, Level level, String text, @Nullable Throwable cause) {
    log(subject, level, text, cause, Map.of());
  }

  private void log(
      String subject,
      Level level,
      String text,
      @Nullable Throwable cause,
      Map<String, String> facts) {
    if (!enabled(level)) {
      return;
    }
    var remembered = LogText.escape(subject); // limits its length as well
    long omitted = admit(level, remembered);
    if (omitted < 0) {
      return;
    }
    var line = LogText.escape(text);
    write(level, omitted == 0 ? line : line + " (" + omitted + " lines left out)", cause, facts);
  }

  /** Logs without a limit: for what the node itself decides. */
  void unlimited(Level level, String text, Map<String, String> facts) {
    write(level, LogText.escape(text), null, facts);
  }

  private boolean enabled(Level level) {
    return log.isEnabledForLevel(slf4j(level));
  }

  private void write(
      Level level, String line, @Nullable Throwable cause, Map<String, String> facts) {
    var builder = log.atLevel(slf4j(level));
    for (var fact : facts.entrySet()) {
      builder = builder.addKeyValue("memberlist." + fact.getKey(), LogText.escape(fact.getValue()));
    }
    builder.setCause(cause).log(line);
  }

  private static org.slf4j.event.Level slf4j(Level level) {
    return org.slf4j.event.Level.valueOf(level.name());
  }

  /** How many lines were left out before this one; -1 if this one is left out as well. */
  private synchronized long admit(Level level, String text) {
    long now = clock.nanos();
    var window = windows.computeIfAbsent(level, l -> new Window(now));
    if (now - window.start >= WINDOW_NANOS) {
      window.start = now;
      window.lines = 0;
    }
    var last = lastLogged.get(text);
    if (last != null && now - last < WINDOW_NANOS || window.lines >= LINES) {
      window.omitted++;
      return -1;
    }
    lastLogged.remove(text);
    lastLogged.put(text, now);
    window.lines++;
    long omitted = window.omitted;
    window.omitted = 0;
    return omitted;
  }

  /** What was logged at one level within the present minute. */
  private static final class Window {
    private long start;
    private int lines;
    private long omitted;

    private Window(long start) {
      this.start = start;
    }
  }
}
