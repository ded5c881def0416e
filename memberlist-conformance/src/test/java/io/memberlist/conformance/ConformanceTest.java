package io.memberlist.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The last test of a full build: it needs the reports of all modules. A build of some modules does
 * not contain this one, and one of some tests not this test.
 */
class ConformanceTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DOCUMENT = ROOT.resolve("docs/conformance.md");
  private static final boolean WRITE = "write".equals(System.getProperty("conformance"));

  @Test
  void everyBehaviourIsTestedAndTheTableIsCurrent() throws IOException {
    assumeTrue(
        WRITE || System.getProperty("quick") == null,
        "reports may be old while one is trying things (-Dquick)");
    var table = Table.of(ROOT, "required".equals(System.getProperty("externals")));
    Files.writeString(Path.of("target/conformance.md"), new Page(table, false).text());
    var current = new Page(table, true).text();
    if (WRITE) {
      Files.writeString(DOCUMENT, current);
    }

    assertThat(table.problems()).isEmpty();
    assertThat(Page.withoutFigures(Files.readString(DOCUMENT)))
        .as("docs/conformance.md; ./mvnw verify -Dconformance=write brings it up to date")
        .isEqualTo(Page.withoutFigures(current));
  }
}
