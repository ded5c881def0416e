package io.memberlist.spring.autoconfigure.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistConnectionDetails;
import io.memberlist.spring.test.Peers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsNotFoundException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.context.ImportTestcontainers;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Section 16 of the contract: containers of tests as seeds. None is started for real. */
class TestcontainersTest {

  private final Peers peers = new Peers();
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ServiceConnectionAutoConfiguration.class, MemberlistAutoConfiguration.class))
          .withPropertyValues(
              "memberlist.bind-addr=127.0.0.1",
              "memberlist.bind-port=0",
              "memberlist.preset=local",
              "memberlist.leave.propagation-delay=0");

  @AfterEach
  void end() {
    peers.close();
  }

  /** Publishes each port under a number 40 000 higher, or all under one number. */
  static final class Container extends GenericContainer<Container> {

    private final String image;
    private final int published;
    private boolean running;
    private int starts;

    Container(String image) {
      this(image, 0);
    }

    Container(String image, int published) {
      super(DockerImageName.parse(image));
      this.image = image;
      this.published = published;
    }

    @Override
    public void start() {
      running = true;
      starts++;
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public String getHost() {
      return "127.0.0.1";
    }

    @Override
    public Integer getMappedPort(int port) {
      return published != 0 ? published : port + 40_000;
    }

    /** Without pulling it. */
    @Override
    public String getDockerImageName() {
      return image;
    }
  }

  @ImportTestcontainers
  static class Serf {
    @ServiceConnection
    static final Container container = new Container("example.org:5000/tools/serf:0.10");
  }

  @ImportTestcontainers
  static class Consul {
    @ServiceConnection static final Container container = new Container("hashicorp/consul:1.20");
  }

  @ImportTestcontainers
  static class Alertmanager {
    @ServiceConnection
    static final Container container = new Container("prom/alertmanager:v0.28.0");
  }

  /** An image that is known keeps its port under whatever name. */
  @Configuration(proxyBeanMethods = false)
  static class NamedConsul {
    @Bean
    @ServiceConnection("memberlist")
    Container consul() {
      return new Container("hashicorp/consul:1.20");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Named {
    @Bean
    @ServiceConnection("memberlist")
    Container orders() {
      return new Container("acme/orders");
    }
  }

  static Stream<Arguments> members() {
    return Stream.of(
        arguments(Serf.class, 47946),
        arguments(Consul.class, 48301),
        arguments(Alertmanager.class, 49094),
        arguments(NamedConsul.class, 48301),
        arguments(Named.class, 47946));
  }

  @ParameterizedTest
  @MethodSource("members")
  void containersAreSeedsByTheirImageOrByName(Class<?> configuration, int port) {
    runner
        .withUserConfiguration(configuration)
        .run(
            context ->
                assertThat(context.getBean(MemberlistConnectionDetails.class).getSeeds())
                    .containsExactly("127.0.0.1:" + port));
  }

  @ImportTestcontainers
  static class Other {
    @ServiceConnection static final Container container = new Container("acme/orders");
  }

  @Test
  void otherContainersAreNone() {
    runner
        .withUserConfiguration(Other.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .isInstanceOf(ConnectionDetailsNotFoundException.class));
  }

  @Configuration(proxyBeanMethods = false)
  static class Peer {
    @Bean
    @ServiceConnection("memberlist")
    Container peer(@Value("${peer.port}") int port) {
      return new Container("acme/orders", port);
    }
  }

  /** The bean replaces the properties, as a whole (S-26). */
  @Test
  void s_26_theNodeJoinsTheMemberInTheContainer() {
    var peer = peers.start("peer", config -> config);

    runner
        .withUserConfiguration(Peer.class)
        .withPropertyValues(
            "peer.port=" + peer.localNode().address().getPort(),
            "memberlist.join.seeds=no-such-host.invalid")
        .run(
            context -> {
              await().until(() -> context.getBean(Memberlist.class).numMembers() == 2);
              var container = context.getBean(Container.class);
              assertThat(container.starts).isEqualTo(1);

              container.stop();

              assertThat(context.getBean(MemberlistConnectionDetails.class).getSeeds())
                  .containsExactly(peer.localNode().addressText());
              assertThat(container.starts).as("a test has stopped it to see it fail").isEqualTo(1);
            });
  }

  @Test
  void s_01_withoutTestcontainersThePropertiesSayWhomToJoin() {
    new ApplicationContextRunner()
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.testcontainers", "org.testcontainers"))
        .withConfiguration(AutoConfigurations.of(MemberlistAutoConfiguration.class))
        .withPropertyValues("memberlist.auto-startup=false", "memberlist.join.seeds=192.0.2.7")
        .run(
            context ->
                assertThat(context.getBean(MemberlistConnectionDetails.class).getSeeds())
                    .containsExactly("192.0.2.7"));
  }
}
