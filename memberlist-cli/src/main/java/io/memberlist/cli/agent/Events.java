package io.memberlist.cli.agent;

import io.memberlist.cli.Json;
import io.memberlist.cli.Stdio;
import io.memberlist.cli.Timestamp;
import java.time.ZoneId;
import java.util.Map;

/**
 * Where a command tells what happens: JSON lines for programs, or a line of text for people.
 * Thread-safe.
 */
public final class Events {

  private static final int NAME_WIDTH = 12;
  private static final Map<String, String> COLOURS =
      Map.of(
          "join",
          "32",
          "leave",
          "31",
          "suspect",
          "33",
          "update",
          "36",
          "conflict",
          "35",
          "failed",
          "31");

  private final Stdio stdio;
  private final boolean json;
  private final boolean colour;
  private final long startMillis;

  /** Events to standard output. */
  public Events(Stdio stdio, boolean json) {
    this.stdio = stdio;
    this.json = json;
    this.colour = !json && stdio.colour();
    this.startMillis = stdio.clock().millis();
  }

  /** Whether programs read them. */
  public boolean json() {
    return json;
  }

  /**
   * An event.
   *
   * @param fields for programs
   * @param human the same for people
   */
  public void emit(String name, Json fields, String human) {
    var now = stdio.clock().instant();
    if (json) {
      stdio.println(
          Json.object()
              .put("ev", name)
              .put("ts", Timestamp.utc(now))
              .put("ms", now.toEpochMilli() - startMillis)
              .putAll(fields));
    } else {
      stdio.println(Timestamp.local(now, ZoneId.systemDefault()) + "  " + title(name) + human);
    }
  }

  private String title(String name) {
    var padded = name + " ".repeat(Math.max(2, NAME_WIDTH - name.length()));
    var code = COLOURS.get(name);
    return colour && code != null ? "\u001b[" + code + "m" + padded + "\u001b[0m" : padded;
  }
}
