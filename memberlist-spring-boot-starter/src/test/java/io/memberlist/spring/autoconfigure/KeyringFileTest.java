package io.memberlist.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class KeyringFileTest {

  private static final byte[] ONE = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TWO = "fedcba9876543210".getBytes(StandardCharsets.US_ASCII);
  private static final String BOTH =
      "[\n  \"MDEyMzQ1Njc4OWFiY2RlZg==\",\n  \"ZmVkY2JhOTg3NjU0MzIxMA==\"\n]\n";

  @TempDir private Path folder;
  private Path file;
  private ApplicationContextRunner runner;

  @BeforeEach
  void prepare() {
    file = folder.resolve("keyring.json");
    runner =
        Nodes.runner()
            .withPropertyValues(
                "memberlist.auto-startup=false", "memberlist.encryption.keyring-file=file:" + file);
  }

  @Test
  void theKeysOfTheFileAreTheRingTheFirstIsPrimary() throws IOException {
    Files.writeString(file, BOTH);

    runner.run(
        context ->
            assertThat(context.getBean(Config.class).keyring().keys()).containsExactly(ONE, TWO));
  }

  @Test
  void theFileIsWrittenWhenTheKeysHaveChanged() throws IOException {
    Files.writeString(file, "[\"ZmVkY2JhOTg3NjU0MzIxMA==\"]");

    runner.run(
        context -> {
          var ring = context.getBean(Config.class).keyring();
          ring.add(ONE);
          ring.use(ONE);
          context.getBean(KeyringFile.class).update(ring);
        });

    assertThat(file).content().isEqualTo(BOTH);
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
  }

  @Test
  void withoutAFileThereIsNothingToWrite() {
    Nodes.runner()
        .withPropertyValues("memberlist.auto-startup=false")
        .run(context -> assertThat(context).doesNotHaveBean(KeyringFile.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "[1]", "{\"a\":1}", "MDEyMzQ1Njc4OWFiY2RlZg=="})
  void f_03_aFileWithoutAnArrayOfKeysIsNone(String text) throws IOException {
    Files.writeString(file, text);

    runner.run(
        context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .isInstanceOf(InvalidMemberlistKeyException.class)
                .hasMessage(
                    "The encryption key in 'memberlist.encryption.keyring-file' is not valid: URL [file:%s] is not a JSON array of keys in base64."
                        .formatted(file)));
  }

  @Test
  void f_03_aKeyOfTheFileIsNamedByItsPlace() throws IOException {
    Files.writeString(file, "[\"MDEyMzQ1Njc4OWFiY2RlZg==\", \"c2hvcnQ=\"]");

    runner.run(
        context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("'memberlist.encryption.keyring-file[1]'")
                .hasMessageContaining("it decodes to 5 bytes"));
  }

  @Test
  void f_03_aFileThatIsNotThereIsSaid() {
    runner.run(
        context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .isInstanceOf(InvalidMemberlistKeyException.class)
                .hasMessageEndingWith("keyring.json] cannot be read."));
  }

  @Test
  void f_04_theFileExcludesOtherKeys() throws IOException {
    Files.writeString(file, BOTH);

    runner
        .withPropertyValues("memberlist.secret-key=MDEyMzQ1Njc4OWFiY2RlZg==")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(InvalidMemberlistPropertyException.class)
                    .hasMessageContaining(
                        "excludes memberlist.secret-key and memberlist.encryption.keys"));
  }
}
