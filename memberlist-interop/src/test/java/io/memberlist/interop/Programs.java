package io.memberlist.interop;

import static java.util.stream.Collectors.joining;

import io.memberlist.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The programs that keep the contract of our command line: that itself, and the one around the Go
 * library, which is built once per test run for each release that is used.
 */
final class Programs {

  private static final Path SOURCE = Path.of("src", "test", "go", "peer").toAbsolutePath();
  private static final Path BINARIES = Path.of("target", "go-peer").toAbsolutePath();
  private static final Map<Kind, Path> BUILT = new ConcurrentHashMap<>();

  private Programs() {}

  /** How to start the program; skips the test if it takes Go and Go is not installed. */
  static List<String> commandLine(Kind kind) {
    return kind == Kind.AGENT ? ours() : List.of(goPeer(kind).toString());
  }

  /**
   * Small and quickly started, since many run at a time; its heap is a bound for what a peer can
   * make it keep.
   */
  private static List<String> ours() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        ourClassPath(),
        Main.class.getName());
  }

  /** That of the tests, without their logger: the command line brings its own. */
  private static String ourClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("logback"))
        .collect(joining(File.pathSeparator));
  }

  private static Path goPeer(Kind release) {
    var go = Externals.GO.require();
    return BUILT.computeIfAbsent(release, each -> build(go, each));
  }

  /**
   * Builds for all releases if Go is installed. The first build on a machine fetches and compiles
   * the library, which takes longer than a test may.
   */
  static void prepare() {
    if (Externals.GO.isInstalled()) {
      List.of(Kind.GO_0_5_4, Kind.GO_0_7_0, Kind.GO_0_5_0).forEach(Programs::goPeer);
    }
  }

  private static Path build(Path go, Kind release) {
    var binary = BINARIES.resolve("peer-" + release);
    var command =
        List.of(
            go.toString(),
            "build",
            "-mod=readonly",
            "-buildvcs=false",
            "-modfile=" + modFile(release),
            "-o",
            binary.toString(),
            ".");
    var builder = new ProcessBuilder(command).directory(SOURCE.toFile()).redirectErrorStream(true);
    // whatever the user's settings are, nothing is written into the sources
    builder.environment().putAll(Map.of("GOFLAGS", "", "GOWORK", "off", "CGO_ENABLED", "0"));
    try {
      Files.createDirectories(BINARIES);
      var process = builder.start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
      }
      return binary;
    } catch (IOException e) {
      throw new IllegalStateException("could not run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building the Go peer", e);
    }
  }

  private static String modFile(Kind release) {
    return switch (release) {
      case GO_0_5_0 -> "go-v0.5.0.mod";
      case GO_0_5_4 -> "go.mod";
      case GO_0_7_0 -> "go-v0.7.0.mod";
      case JAVA, AGENT ->
          throw new IllegalArgumentException("not a release of the Go library: " + release);
    };
  }
}
