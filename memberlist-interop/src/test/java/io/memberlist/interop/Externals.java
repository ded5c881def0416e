package io.memberlist.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Programs that are not part of the build. A test that needs an absent one is skipped with a
 * sentence saying what to install; with {@code -Dexternals=required} it fails instead.
 */
enum Externals {
  GO("go", "install Go 1.25 or newer (https://go.dev/dl)"),
  SERF("serf", "on Debian: apt-get install serf"),
  ALERTMANAGER("prometheus-alertmanager", "on Debian: apt-get install prometheus-alertmanager"),
  TSHARK("tshark", "on Debian: apt-get install tshark");

  private final String program;
  private final String remedy;

  Externals(String program, String remedy) {
    this.program = program;
    this.remedy = remedy;
  }

  /** Path of the program; ends the test if there is none. */
  Path require() {
    var found = find();
    if (found.isEmpty()) {
      var sentence = "The program " + program + " is not on the path; " + remedy + ".";
      if ("required".equals(System.getProperty("externals"))) {
        throw new AssertionError(sentence);
      }
      assumeTrue(false, sentence);
    }
    return found.orElseThrow();
  }

  boolean isInstalled() {
    return find().isPresent();
  }

  /** Skips the test on a machine whose loopback interface has no IPv6. */
  static void requireIpv6() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getAllByName("::1")[0])) {
      assumeTrue(socket.isBound());
    } catch (IOException e) {
      assumeTrue(false, "The loopback interface has no IPv6 address; enable IPv6.");
    }
  }

  private Optional<Path> find() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
