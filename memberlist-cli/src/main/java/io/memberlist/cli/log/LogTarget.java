package io.memberlist.cli.log;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the lines of the log; standard error until a command decides otherwise. */
public final class LogTarget {

  private static volatile @Nullable Consumer<String> target = System.err::println;

  private LogTarget() {}

  /** Sends all further lines there. */
  public static void set(Consumer<String> lines) {
    target = lines;
  }

  /** Nobody reads the log: no line is even made. */
  public static void none() {
    target = null;
  }

  static boolean wanted() {
    return target != null;
  }

  static void line(String line) {
    var lines = target;
    if (lines != null) {
      lines.accept(line);
    }
  }
}
