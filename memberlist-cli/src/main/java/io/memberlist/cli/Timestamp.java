package io.memberlist.cli;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Times as text. Written by hand, because the formatters of the platform take longer to load than
 * the node to start.
 */
public final class Timestamp {

  private Timestamp() {}

  /** RFC 3339 in UTC with as many digits of the second as are needed: none, 3, 6 or 9. */
  public static String utc(Instant instant) {
    var time =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    var text = time.toString();
    boolean withoutSeconds = time.getSecond() == 0 && time.getNano() == 0;
    return text + (withoutSeconds ? ":00Z" : "Z");
  }

  /** Time of the day for people in this place, with milliseconds. */
  public static String local(Instant instant, ZoneId zone) {
    var time = LocalTime.ofInstant(instant, zone);
    var text = new StringBuilder(12);
    padded(text, time.getHour(), 2).append(':');
    padded(text, time.getMinute(), 2).append(':');
    padded(text, time.getSecond(), 2).append('.');
    return padded(text, time.getNano() / 1_000_000, 3).toString();
  }

  private static StringBuilder padded(StringBuilder text, int number, int digits) {
    var decimal = Integer.toString(number);
    return text.append("0".repeat(digits - decimal.length())).append(decimal);
  }
}
