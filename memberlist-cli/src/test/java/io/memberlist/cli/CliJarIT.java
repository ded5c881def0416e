package io.memberlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.cli.agent.AgentDriver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The jar as it is shipped, in processes of its own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CliJarIT {

  private static final Path JAR = Path.of("target", "memberlist-cli.jar").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static ProcessBuilder jar(String... arguments) {
    assertThat(Files.exists(JAR)).as("%s: run the phase package first", JAR).isTrue();
    var command = new ArrayList<>(List.of(JAVA, "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // whatever the place: output is UTF-8
    process.environment().put("LC_ALL", "C");
    return process;
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void itKnowsItsVersion() throws IOException, InterruptedException {
    var process = jar("version", "--json").start();
    var version =
        Json.parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

    assertThat(exitCode(process)).isZero();
    assertThat(version.get("lib")).asString().matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void outputIsUtf8WhateverTheLocale() throws IOException, InterruptedException {
    var process = jar("decode", "--json", "0082a44e6f6465a2c3a9a55365714e6f01").start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(exitCode(process)).isZero();
    assertThat(out).contains("\"Node\":\"é\"");
  }

  @Test
  void exitCodesReachTheShell() throws IOException, InterruptedException {
    assertThat(exitCode(jar("decode", "63").redirectErrorStream(true).start())).isEqualTo(1);
    assertThat(exitCode(jar("decode", "x").redirectErrorStream(true).start())).isEqualTo(2);
  }

  @Test
  void aSignalMeansGoodbyeAndTheEndOfInputDoesNot() throws InterruptedException, IOException {
    try (var observer = AgentDriver.start("observer")) {
      var polite = jar("agent", "--json", "--name", "polite", "--join", observer.address()).start();
      awaitLine(polite, "\"ev\":\"joined\"");
      var abrupt = jar("agent", "--json", "--name", "abrupt", "--join", observer.address()).start();
      awaitLine(abrupt, "\"ev\":\"joined\"");

      abrupt.getOutputStream().close();
      assertThat(exitCode(abrupt)).isZero();
      terminate(polite);
      assertThat(exitCode(polite)).isZero();

      observer.await(
          "leave",
          event ->
              event.get("node").toString().contains("name=polite")
                  && "left".equals(event.get("reason")));
      assertThat(observer.events("leave")).noneMatch(CliJarIT::abruptLeft);
    }
  }

  private static boolean abruptLeft(java.util.Map<String, Object> event) {
    return event.get("node").toString().contains("name=abrupt")
        && "left".equals(event.get("reason"));
  }

  @Test
  void peopleSeeALineAnEventAndNoColoursInAPipe() throws IOException, InterruptedException {
    var process = jar("agent", "--name", "a", "--log", "none").start();

    var line = awaitLine(process, "ready");
    terminate(process);

    assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  ready       a  127\\.0\\.0\\.1:\\d+");
    assertThat(exitCode(process)).isZero();
  }

  @Test
  void watchingEndsWithASignal() throws IOException, InterruptedException {
    try (var agent = AgentDriver.start("a")) {
      var process = jar("watch", "--join", agent.address(), "--json").start();

      awaitLine(process, "\"ev\":\"join\"");
      terminate(process);

      assertThat(exitCode(process)).isZero();
    }
  }

  /** By a signal alone; {@code Process.destroy} closes standard input as well. */
  private static void terminate(Process process) {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  private static String awaitLine(Process process, String part) throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(part)) {
        return line;
      }
    }
    throw new AssertionError("the process ended before: " + part);
  }
}
