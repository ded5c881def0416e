package io.memberlist.spring.autoconfigure.actuate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Instants as texts with milliseconds, so that the JSON depends on no mapper's settings. */
final class Iso {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Iso() {}

  static String text(Instant instant) {
    return MILLIS.format(instant);
  }

  static @Nullable String instant(@Nullable Instant instant) {
    return instant == null ? null : text(instant);
  }
}
