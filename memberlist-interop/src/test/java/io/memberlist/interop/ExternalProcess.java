package io.memberlist.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process that writes its log into {@code target/external-logs} and ends with the test. */
final class ExternalProcess implements AutoCloseable {

  private static final Path LOGS = Path.of("target", "external-logs");

  private final Process process;
  private final Path log;

  ExternalProcess(String name, List<String> commandLine) {
    this(name, commandLine, Map.of());
  }

  ExternalProcess(String name, List<String> commandLine, Map<String, String> environment) {
    try {
      Files.createDirectories(LOGS);
      log = Files.createTempFile(LOGS, name + "-", ".txt");
      var builder =
          new ProcessBuilder(commandLine).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("could not start " + commandLine, e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end, as Ctrl-C does. */
  void terminate() {
    process.destroy();
  }

  /** What the process has written, for the message of a failure. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Output of a program that ends by itself; what it writes is returned also if it fails. */
  static Result run(List<String> commandLine) {
    try {
      var process = new ProcessBuilder(commandLine).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("could not run " + commandLine, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + commandLine, e);
    }
  }

  /** How a program ended and what it wrote. */
  record Result(int exitCode, String output) {}
}
