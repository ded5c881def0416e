package io.memberlist.spring.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.test.Peers;
import io.memberlist.spring.test.TestApplication;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Section 8.1. */
class HealthTest {

  private static final String HEALTH = "/actuator/health/memberlist";

  private final Peers peers = new Peers();
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  MemberlistAutoConfiguration.class,
                  MemberlistHealthContributorAutoConfiguration.class))
          .withPropertyValues(
              "memberlist.bind-addr=127.0.0.1",
              "memberlist.bind-port=0",
              "memberlist.leave.propagation-delay=0");

  @AfterEach
  void end() {
    peers.close();
  }

  private static TestApplication start(String... properties) {
    var all = Arrays.copyOf(properties, properties.length + 1);
    all[properties.length] = "management.endpoint.health.show-details=always";
    return TestApplication.start(all);
  }

  @Test
  void s_60_aNodeThatNeverJoinedIsUp() {
    try (var application = start("memberlist.name=orders-1")) {
      var health = application.get(HEALTH);

      assertThat(health.status()).isEqualTo(200);
      assertThat(health.fields("")).containsExactly("details", "status");
      assertThat(health.fields("/details"))
          .containsExactlyInAnyOrder(
              "name", "address", "members", "suspects", "minMembers", "joined", "healthScore");
      var details = health.json().at("/details");
      assertThat(health.json().at("/status").asString()).isEqualTo("UP");
      assertThat(details.at("/name").asString()).isEqualTo("orders-1");
      assertThat(details.at("/address").asString()).isEqualTo(application.seed());
      assertThat(details.at("/members").asInt()).isEqualTo(1);
      assertThat(details.at("/suspects").asInt()).isZero();
      assertThat(details.at("/minMembers").asInt()).isEqualTo(1);
      assertThat(details.at("/joined").asBoolean()).isFalse();
      assertThat(details.at("/healthScore").asInt()).isZero();
      assertThat(application.get("/actuator/health").json().at("/components").has("memberlist"))
          .isTrue();
    }
  }

  @Test
  void s_63_tooFewMembersAreDownAndTakeReadinessWithThem() {
    try (var application =
        start(
            "memberlist.health.min-members=2",
            "management.endpoint.health.group.readiness.include=readinessState,memberlist")) {
      var down = application.get(HEALTH);
      assertThat(down.status()).isEqualTo(503);
      assertThat(down.json().at("/status").asString()).isEqualTo("DOWN");
      assertThat(application.get("/actuator/health/readiness").status()).isEqualTo(503);

      peers.join("peer", application.seed());

      await().until(() -> application.memberlist().numMembers() == 2);
      var up = application.get(HEALTH);
      assertThat(up.status()).isEqualTo(200);
      assertThat(up.json().at("/details/joined").asBoolean()).isTrue();
      assertThat(application.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
  }

  @Test
  void s_62_aNodeThatHasLeftOrStoppedIsOutOfService() {
    try (var application = start("memberlist.name=orders-1")) {
      application.memberlist().leave(Duration.ofSeconds(10));
      var left = application.get(HEALTH);
      assertThat(left.status()).isEqualTo(503);
      assertThat(left.json().at("/status").asString()).isEqualTo("OUT_OF_SERVICE");
      assertThat(left.json().at("/details/address").asString()).isNotEmpty();

      application.memberlist().shutdown();
      var stopped = application.get(HEALTH);
      assertThat(stopped.status()).isEqualTo(503);
      assertThat(stopped.json().at("/status").asString()).isEqualTo("OUT_OF_SERVICE");
      assertThat(stopped.json().at("/details").toString()).isEqualTo("{\"name\":\"orders-1\"}");
    }
  }

  @Test
  void s_64_theApplicationsAvailabilityIsItsOwn() {
    try (var application = start("memberlist.health.min-members=2")) {
      var availability = application.context().getBean(ApplicationAvailability.class);
      assertThat(application.get(HEALTH).status()).isEqualTo(503);
      assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);

      application.memberlist().shutdown();

      assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
      assertThat(availability.getLivenessState()).isEqualTo(LivenessState.CORRECT);
    }
  }

  @Test
  void s_60_aSuspectStillCounts() {
    try (var application =
        start(
            "memberlist.health.min-members=2",
            "memberlist.probe-interval=200ms",
            "memberlist.probe-timeout=100ms",
            "memberlist.suspicion-mult=500",
            "memberlist.detection.crash-evidence=false")) {
      var peer = peers.join("peer", application.seed());
      await().until(() -> application.memberlist().numMembers() == 2);
      peer.shutdown();

      await()
          .untilAsserted(
              () ->
                  assertThat(application.get(HEALTH).json().at("/details/suspects").asInt())
                      .isEqualTo(1));
      assertThat(application.get(HEALTH).json().at("/status").asString()).isEqualTo("UP");
    }
  }

  @Test
  void s_62_theSwitchRemovesIt() {
    runner
        .withPropertyValues("management.health.memberlist.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(HealthContributor.class));
  }

  @Test
  void s_1_withoutTheHealthModuleThereIsNone() {
    runner
        .withClassLoader(new FilteredClassLoader(HealthContributor.class))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(Memberlist.class)
                    .doesNotHaveBean("memberlistHealthContributor"));
  }

  @Test
  void s_20_anIndicatorOfTheApplicationReplacesOurs() {
    runner
        .withBean("memberlistHealthIndicator", HealthIndicator.class, () -> mine())
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(HealthContributor.class)
                    .doesNotHaveBean("memberlistHealthContributor"));
  }

  private static HealthIndicator mine() {
    return () -> Health.up().build();
  }

  @Test
  void s_22_severalNodesAreToldApartByTheNamesOfTheirBeans() {
    runner
        .withUserConfiguration(TwoNodes.class)
        .run(
            context -> {
              var health =
                  (CompositeHealthContributor) context.getBean("memberlistHealthContributor");
              assertThat(health.stream().map(CompositeHealthContributor.Entry::name))
                  .containsExactlyInAnyOrder("east", "west");
              var east = (HealthIndicator) health.getContributor("east");
              assertThat(east.health().getStatus()).isEqualTo(Status.UP);
              assertThat(east.health().getDetails()).containsEntry("name", "e");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoNodes {

    @Bean
    Memberlist east() {
      return node("e");
    }

    @Bean
    Memberlist west() {
      return node("w");
    }

    private static Memberlist node(String name) {
      return Memberlist.create(Config.local().name(name).bindAddr("127.0.0.1").bindPort(0).build());
    }
  }
}
