package io.memberlist.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** How many demo nodes run, and what follows from it (sections 15 and 19 of the contract). */
class DemoDefaultsTest {

  private static StandardEnvironment environment(Map<String, Object> properties) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    new DemoDefaults().postProcessEnvironment(environment, new SpringApplication());
    return environment;
  }

  @Test
  void s_142_aloneFourRunAndNobodyElsewhereReachesThem() {
    var environment = environment(Map.of());

    assertThat(environment.getProperty("sample.demo-nodes")).isEqualTo("4");
    assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    assertThat(environment.getProperty("memberlist.bind-addr")).isEqualTo("127.0.0.1");
  }

  @Test
  void s_142_withSeedsNoneRunAndTheServerIsOpen() {
    var environment = environment(Map.of("memberlist.join.seeds", "10.0.0.7"));

    assertThat(environment.getProperty("sample.demo-nodes")).isEqualTo("0");
    assertThat(environment.containsProperty("server.address")).isFalse();
    assertThat(environment.containsProperty("memberlist.bind-addr")).isFalse();
  }

  @Test
  void s_142_whatIsSaidWins() {
    var environment =
        environment(
            Map.of(
                "memberlist.join.seeds", "127.0.0.1",
                "sample.demo-nodes", "2",
                "server.address", "0.0.0.0"));

    assertThat(environment.getProperty("sample.demo-nodes")).isEqualTo("2");
    assertThat(environment.getProperty("server.address")).isEqualTo("0.0.0.0");
    assertThat(environment.getProperty("memberlist.bind-addr")).isEqualTo("127.0.0.1");
  }

  @Test
  void s_142_withoutDemoNodesThereIsNothingToControl() {
    try (var sample = Sample.start("alone")) {
      assertThat(sample.get("/demo").statusCode()).isEqualTo(404);
      assertThat(sample.command("POST", "/demo/nodes", "{}").statusCode()).isEqualTo(404);
    }
  }
}
