package io.memberlist.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/**
 * What a command has of the world around it; tests bring their own.
 *
 * @param in commands or inputs
 * @param out results, UTF-8; whoever writes a line flushes it
 * @param err sentences for people
 * @param clock of the events
 * @param atTerminal whether a person looks at the output; asked only by human forms, because
 *     finding out takes time
 * @param noColour whether colours are unwanted even there ({@code NO_COLOR})
 */
public record Stdio(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Clock clock,
    BooleanSupplier atTerminal,
    boolean noColour) {

  /** Those of this process. */
  public static Stdio system() {
    var unwanted = System.getenv("NO_COLOR");
    return new Stdio(
        new FileInputStream(FileDescriptor.in),
        printer(FileDescriptor.out),
        printer(FileDescriptor.err),
        Clock.systemUTC(),
        Stdio::consoleIsTerminal,
        unwanted != null && !unwanted.isEmpty());
  }

  /** Whatever the locale says: machines read UTF-8. */
  private static PrintStream printer(FileDescriptor target) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(target)), false, StandardCharsets.UTF_8);
  }

  /**
   * From Java 22 on there may be a console without a terminal; it says so in a method that Java 17
   * lacks.
   */
  @SuppressWarnings("SystemConsoleNull") // it is null in Java 17
  private static boolean consoleIsTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Whether a person looks at the output. */
  public boolean terminal() {
    return atTerminal.getAsBoolean();
  }

  /** Whether the output may have colours. */
  public boolean colour() {
    return !noColour && terminal();
  }

  /** Writes a line to the output and flushes it; lines of several threads do not mix. */
  public void println(Object line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  /** Tells people a sentence. */
  public void complain(String sentence) {
    synchronized (err) {
      err.println(sentence);
      err.flush();
    }
  }

  /** The same, with another output. */
  public Stdio withOut(PrintStream other) {
    return new Stdio(in, other, err, clock, atTerminal, noColour);
  }

  static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
