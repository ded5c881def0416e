package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentationTest {

  @Test
  void theExampleOfTheDocumentationIsTheOneThatRuns() throws Exception {
    var source = Files.readString(Path.of("src/test/java/example/FeatureFlagsTest.java"));
    var example =
        source.substring(
            source.indexOf("// tag::example[]\n") + "// tag::example[]\n".length(),
            source.indexOf("// end::example[]"));

    assertThat(Path.of("../docs/testing.md")).content().contains("```java\n" + example + "```\n");
  }
}
