package io.memberlist.spring.autoconfigure.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.autoconfigure.MemberlistConnectionDetails;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** Section 16 of the contract: services of Docker Compose as seeds. */
class DockerComposeTest {

  /** A service that publishes each port under a number 40 000 higher. */
  private record Service(ImageReference image, Map<String, String> labels)
      implements RunningService {

    @Override
    public String name() {
      return "member";
    }

    @Override
    public String host() {
      return "192.0.2.7";
    }

    @Override
    public ConnectionPorts ports() {
      return new ConnectionPorts() {
        @Override
        public int get(int containerPort) {
          return containerPort + 40_000;
        }

        @Override
        public List<Integer> getAll() {
          return List.of();
        }

        @Override
        public List<Integer> getAll(String protocol) {
          return List.of();
        }
      };
    }

    @Override
    public Map<String, String> env() {
      return Map.of();
    }
  }

  /** As Boot does, by the factories that are registered. */
  private static List<String> seeds(String image, Map<String, String> labels) throws Exception {
    var constructor =
        DockerComposeConnectionSource.class.getDeclaredConstructor(
            RunningService.class, Environment.class);
    var source =
        BeanUtils.instantiateClass(
            constructor, new Service(ImageReference.of(image), labels), new MockEnvironment());
    var details =
        new ConnectionDetailsFactories(DockerComposeTest.class.getClassLoader())
            .getConnectionDetails(source, false)
            .get(MemberlistConnectionDetails.class);
    return details == null ? List.of() : ((MemberlistConnectionDetails) details).getSeeds();
  }

  @ParameterizedTest
  @CsvSource({
    "hashicorp/serf, 47946",
    "example.org:5000/tools/serf:0.10, 47946",
    "hashicorp/consul:1.20, 48301",
    "prom/alertmanager:v0.28.0, 49094",
  })
  void knownImagesAreSeeds(String image, int port) throws Exception {
    assertThat(seeds(image, Map.of())).containsExactly("192.0.2.7:" + port);
  }

  @Test
  void aLabelMakesAnyServiceASeedOrNone() throws Exception {
    var label = "org.springframework.boot.service-connection";

    assertThat(seeds("acme/orders", Map.of(label, "memberlist")))
        .containsExactly("192.0.2.7:47946");
    assertThat(seeds("hashicorp/serf", Map.of(label, "other"))).isEmpty();
    assertThat(seeds("acme/orders", Map.of())).isEmpty();
  }
}
