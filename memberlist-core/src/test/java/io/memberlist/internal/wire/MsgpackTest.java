package io.memberlist.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberlist.internal.codec.Hex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MsgpackTest {

  @Test
  void theLibraryIsKeptFromUnsafeWhereItsUseIsReported() {
    new MsgpackInput();

    String expected = Runtime.version().feature() >= 24 ? "true" : null;
    assertThat(System.getProperty("msgpack.universal-buffer")).isEqualTo(expected);
  }

  @Test
  void thisJvmHasNothingToReport() throws Exception {
    assertSilent(Path.of(System.getProperty("java.home")));
  }

  @Test
  void aJvmThatReportsTheUseOfUnsafeHasNothingToReport() throws Exception {
    var home = homeThatWarns();
    assumeTrue(
        home.isPresent(),
        "No Java 24 or newer: run the tests on one, or name its home in JAVA_HOME_25");

    assertSilent(home.get());
  }

  /** Only in a process of its own is the library certain not to be loaded yet. */
  private static void assertSilent(Path home) throws IOException, InterruptedException {
    var command =
        List.of(
            home.resolve("bin").resolve("java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Encoding.class.getName());
    var errors = Files.createTempFile("msgpack", ".err");
    var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();

    assertThat(text(process.getInputStream().readAllBytes())).isEqualTo("0b81a55365714e6f05");
    assertThat(process.waitFor()).isZero();
    assertThat(errors).isEmptyFile();
    Files.delete(errors);
  }

  /** Named by a variable such as JAVA_HOME_25, or beside the one that runs this. */
  private static Optional<Path> homeThatWarns() throws IOException {
    var own = Path.of(System.getProperty("java.home"));
    var homes = new ArrayList<Path>(List.of(own));
    System.getenv().entrySet().stream()
        .filter(variable -> variable.getKey().startsWith("JAVA_HOME_"))
        .forEach(variable -> homes.add(Path.of(variable.getValue())));
    try (var neighbours = Files.list(own.toRealPath().getParent())) {
      neighbours.sorted().forEach(homes::add);
    }
    return homes.stream().filter(home -> version(home) >= 24).findFirst();
  }

  /** Of what is in {@code home}; 0 if that is no Java. */
  private static int version(Path home) {
    try {
      return Files.readAllLines(home.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9]+", " ").trim().split(" ", 2)[0])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static String text(byte[] output) {
    return new String(output, StandardCharsets.UTF_8);
  }

  /** Encodes one message and reads it again. */
  static final class Encoding {

    private Encoding() {}

    public static void main(String[] arguments) {
      byte[] message = new MessageWriter().encode(new Nack(5));
      new MessageReader().read(message[0], message, 1, message.length - 1);
      System.out.print(Hex.hex(message));
    }
  }
}
