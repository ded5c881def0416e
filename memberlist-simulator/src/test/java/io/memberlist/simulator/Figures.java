package io.memberlist.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a test measured, for the table of {@code docs/conformance.md}. */
public final class Figures {

  private static final Path DIRECTORY = Path.of("target/figures");

  private Figures() {}

  /**
   * Reports a figure, which must come out the same in every run.
   *
   * @param id behaviour it is shown with
   * @param what was measured, unique within the behaviour
   */
  public static void report(String id, String what, String figure) {
    try {
      Files.createDirectories(DIRECTORY);
      Files.writeString(DIRECTORY.resolve(id + " " + what + ".txt"), figure + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In seconds, to the millisecond. */
  public static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
  }
}
