package io.memberlist.spring.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.convert.DurationStyle;

/** Durations as one would write them among properties: {@code 500ms}, {@code 5s}. */
final class Durations {

  private Durations() {}

  static String text(Duration value) {
    var unit = value.toMillis() % 1000 == 0 ? ChronoUnit.SECONDS : ChronoUnit.MILLIS;
    return DurationStyle.SIMPLE.print(value, unit);
  }
}
