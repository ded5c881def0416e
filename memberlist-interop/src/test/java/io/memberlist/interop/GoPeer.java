package io.memberlist.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The program around the Go library, built once per test run for each release that is used. */
final class GoPeer {

  private static final Path SOURCE = Path.of("src", "test", "go", "peer").toAbsolutePath();
  private static final Path BINARIES = Path.of("target", "go-peer").toAbsolutePath();
  private static final Map<Kind, Path> BUILT = new ConcurrentHashMap<>();

  private GoPeer() {}

  /** The binary for a release; skips the test if Go is not installed. */
  static Path binary(Kind release) {
    var go = Externals.GO.require();
    return BUILT.computeIfAbsent(release, each -> build(go, each));
  }

  private static Path build(Path go, Kind release) {
    var binary = BINARIES.resolve("peer-" + release);
    var command =
        List.of(
            go.toString(), "build", "-modfile=" + modFile(release), "-o", binary.toString(), ".");
    try {
      Files.createDirectories(BINARIES);
      var process =
          new ProcessBuilder(command).directory(SOURCE.toFile()).redirectErrorStream(true).start();
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
      case JAVA ->
          throw new IllegalArgumentException("not a release of the Go library: " + release);
    };
  }
}
