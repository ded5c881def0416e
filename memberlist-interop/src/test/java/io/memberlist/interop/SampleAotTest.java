package io.memberlist.interop;

import static io.memberlist.interop.Applications.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The sample application as its build has prepared it ahead of time (section 12 of the contract).
 */
class SampleAotTest {

  private static final Path JAR = Path.of("..", "sample-app", "target", "sample-app.jar");

  @Test
  void s_97_theSampleStartsFromWhatWasProcessedAheadOfTime() {
    if (!"required".equals(System.getProperty("externals"))) {
      assumeTrue(Files.exists(JAR), "build sample-app first: ./mvnw package");
    }
    try (var seed = Applications.seed();
        var application =
            Applications.start(
                JAR, seed, List.of("-Dspring.aot.enabled=true"), List.of("--server.port=0"))) {
      Applications.awaitMember(seed, application);
      Await.until(
          () -> "the sample to tell, which says:\n" + application.log(),
          LIMIT,
          () -> application.log().contains("joined seed"));

      assertThat(application.log()).contains("Starting AOT-processed SampleApplication");
    }
  }
}
