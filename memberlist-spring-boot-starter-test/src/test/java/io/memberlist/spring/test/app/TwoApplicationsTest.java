package io.memberlist.spring.test.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.Memberlist;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Section 14 of the contract, without test support. */
class TwoApplicationsTest {

  // tag::example[]
  @Test
  void s_110_twoApplicationsFormACluster() {
    try (var first = application().run()) {
      var one = first.getBean(Memberlist.class);
      var seed = "--memberlist.join.seeds=" + one.localNode().addressText();
      try (var second = application().run(seed)) {
        var two = second.getBean(Memberlist.class);
        await().until(() -> one.numMembers() == 2 && two.numMembers() == 2);
      }
      await().until(() -> one.numMembers() == 1);
    }
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(TestedApplication.class)
        .properties(
            "memberlist.preset=local",
            "memberlist.bind-addr=127.0.0.1",
            "memberlist.bind-port=0",
            "memberlist.leave.propagation-delay=0ms");
  }

  // end::example[]

  @Test
  void s_110_theReadmeShowsIt() throws Exception {
    var source =
        Files.readString(
            Path.of("src/test/java/io/memberlist/spring/test/app/TwoApplicationsTest.java"));
    var example =
        source
            .substring(
                source.indexOf("  // tag::example[]\n") + "  // tag::example[]\n".length(),
                source.indexOf("\n  // end::example[]"))
            .replaceAll("(?m)^  ", "")
            .replace("s_110_", "");

    assertThat(Path.of("../README.md")).content().contains("```java\n" + example + "```\n");
    assertThat(example).contains("twoApplicationsFormACluster").doesNotContain("tag::");
  }
}
