package io.memberlist.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.codec.Hex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MsgpackTest {

  @Test
  void theLibraryIsKeptFromUnsafeWhereItsUseIsReported() {
    Msgpack.packer();

    String expected = Runtime.version().feature() >= 24 ? "true" : null;
    assertThat(System.getProperty("msgpack.universal-buffer")).isEqualTo(expected);
  }

  /** Only in a process of its own is the library certain not to be loaded yet. */
  @Test
  void theJvmHasNothingToReport() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(java, "-cp", System.getProperty("java.class.path"), Encoding.class.getName());
    var process = new ProcessBuilder(command).start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(text(process.getInputStream().readAllBytes())).isEqualTo("0b81a55365714e6f05");
    assertThat(text(process.getErrorStream().readAllBytes())).isEmpty();
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
