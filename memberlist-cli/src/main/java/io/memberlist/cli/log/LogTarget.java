package io.memberlist.cli.log;

import java.util.function.Consumer;

/** Takes the lines of the log; standard error until a command decides otherwise. */
public final class LogTarget {

  private static volatile Consumer<String> target = System.err::println;

  private LogTarget() {}

  /** Sends all further lines there. */
  public static void set(Consumer<String> lines) {
    target = lines;
  }

  static void line(String line) {
    target.accept(line);
  }
}
