package io.memberlist.cli.agent;

import io.memberlist.cli.Json;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where an agent tells what happens: JSON lines for programs, or a line of text for people.
 * Thread-safe.
 */
public final class Events {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final PrintStream out;
  private final boolean json;
  private final Clock clock;
  private final long startMillis;

  /** Events to {@code out}, which is flushed line by line. */
  public Events(PrintStream out, boolean json, Clock clock) {
    this.out = out;
    this.json = json;
    this.clock = clock;
    this.startMillis = clock.millis();
  }

  /** An event for programs; people see {@code human}, or nothing if that is empty. */
  public void emit(String name, Json fields, String human) {
    var now = clock.instant();
    if (json) {
      line(
          Json.object()
              .put("ev", name)
              .put("ts", now.toString())
              .put("ms", now.toEpochMilli() - startMillis)
              .putAll(fields)
              .toString());
    } else if (!human.isEmpty()) {
      line(TIME.format(now) + "  " + human);
    }
  }

  /** An event that only programs want. */
  public void emit(String name, Json fields) {
    emit(name, fields, "");
  }

  private void line(String text) {
    synchronized (out) {
      out.println(text);
      out.flush();
    }
  }

  /** Now, by the clock of the events. */
  public Instant now() {
    return clock.instant();
  }
}
