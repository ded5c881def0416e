package io.memberlist.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Runs a command to its end in this process. */
public final class Cli {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T10:15:00Z"), ZoneOffset.UTC);

  /**
   * What a command has left behind.
   *
   * @param exitCode 0 done, 1 failed, 2 wrong usage
   * @param out standard output
   * @param err standard error
   */
  public record Result(int exitCode, String out, String err) {

    /** The output line by line. */
    public List<String> lines() {
      return out.lines().toList();
    }

    /** The output as one JSON object a line. */
    public List<Map<String, Object>> objects() {
      return out.lines().map(Json::parse).toList();
    }

    /** The only one. */
    public Map<String, Object> object() {
      return Json.parse(out);
    }
  }

  private Cli() {}

  /** Without anything on standard input. */
  public static Result run(String... arguments) {
    return runWithInput("", arguments);
  }

  /** With that on standard input. */
  public static Result runWithInput(String input, String... arguments) {
    return run(input, false, arguments);
  }

  /** As if a person looked at it. */
  public static Result runAtTerminal(String... arguments) {
    return run("", true, arguments);
  }

  private static Result run(String input, boolean terminal, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var stdio =
        new Stdio(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            CLOCK,
            () -> terminal,
            false);
    int exitCode = Main.run(stdio, arguments);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
