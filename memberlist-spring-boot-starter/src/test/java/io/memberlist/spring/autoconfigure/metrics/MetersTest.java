package io.memberlist.spring.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.test.Peers;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Section 9.1, without a web server. */
class MetersTest {

  private final Peers peers = new Peers();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  MemberlistAutoConfiguration.class, MemberlistMetricsAutoConfiguration.class))
          .withPropertyValues(
              "memberlist.bind-addr=127.0.0.1",
              "memberlist.bind-port=0",
              "memberlist.preset=local",
              "memberlist.leave.propagation-delay=0");

  @AfterEach
  void end() {
    peers.close();
  }

  private static List<String> names(MeterRegistry registry) {
    return registry.getMeters().stream().map(meter -> meter.getId().getName()).distinct().toList();
  }

  @Test
  void s_70_metersCountWhatHappenedAlsoBeforeTheyWereBound() {
    runner.run(
        context -> {
          var node = context.getBean(Memberlist.class);
          peers.join("one", node.localNode().addressText());
          peers.join("two", node.localNode().addressText());
          await().until(() -> node.numMembers() == 3);

          context.getBean("memberlistMetrics", MeterBinder.class).bindTo(registry);

          assertThat(registry.get("memberlist.members").gauge().value()).isEqualTo(3);
          assertThat(
                  registry
                      .get("memberlist.node.changes")
                      .tag("change", "joined")
                      .functionCounter()
                      .count())
              .isEqualTo(2);
          assertThat(
                  registry
                      .get("memberlist.node.instances")
                      .tag("node.state", "alive")
                      .gauge()
                      .value())
              .isEqualTo(3);
          assertThat(registry.get("memberlist.tcp.accept").functionCounter().count())
              .isGreaterThanOrEqualTo(2);
        });
  }

  @Test
  void s_70_timersAndSummariesAreRecordedInEveryRegistry() {
    var other = new SimpleMeterRegistry();
    var key = new byte[16];
    runner
        .withPropertyValues("memberlist.secret-key=" + Base64.getEncoder().encodeToString(key))
        .run(
            context -> {
              var binder = context.getBean("memberlistMetrics", MeterBinder.class);
              binder.bindTo(registry);
              binder.bindTo(other);
              var seed = context.getBean(Memberlist.class).localNode().addressText();
              peers.join("peer", seed, config -> config.secretKey(key));

              for (var each : List.of(registry, other)) {
                await()
                    .until(
                        () ->
                            each.get("memberlist.probe.rtt").timer().count() > 0
                                && each.get("memberlist.size.remote").summary().count() > 0);
              }
            });
  }

  @Test
  void s_70_metersGoWithTheContextWhereTheRegistryStays() {
    runner.run(context -> context.getBean("memberlistMetrics", MeterBinder.class).bindTo(registry));

    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void s_71_tagsAreTheBeanTheLabelsAndNeverAPeer() {
    runner
        .withPropertyValues("memberlist.metric-labels.team=a")
        .run(
            context -> {
              context.getBean("memberlistMetrics", MeterBinder.class).bindTo(registry);
              var node = context.getBean(Memberlist.class);
              peers.join("the-peer", node.localNode().addressText());
              await().until(() -> node.numMembers() == 2);

              assertThat(registry.getMeters())
                  .isNotEmpty()
                  .allSatisfy(
                      meter -> {
                        assertThat(meter.getId().getTag("name")).isEqualTo("memberlist");
                        assertThat(meter.getId().getTag("team")).isEqualTo("a");
                        assertThat(meter.getId().getTags().toString())
                            .doesNotContain("the-peer", "127.0.0.1");
                      });
            });
  }

  @Test
  void s_72_theReferencesSpellingIsASwitch() {
    runner
        .withPropertyValues("memberlist.metrics.names=reference")
        .run(
            context -> {
              context.getBean("memberlistMetrics", MeterBinder.class).bindTo(registry);

              assertThat(names(registry))
                  .contains(
                      "memberlist.probeNode",
                      "memberlist.pushPullNode",
                      "memberlist.tcp.accept",
                      "memberlist.members")
                  .doesNotContain("memberlist.probe.node", "memberlist.push.pull.node");
              assertThat(
                      registry.get("memberlist.node.instances").tag("node_state", "dead").gauge())
                  .isNotNull();
            });
  }

  @Test
  void s_22_severalNodesAreToldApartByTheNamesOfTheirBeans() {
    runner
        .withUserConfiguration(TwoNodes.class)
        .run(
            context -> {
              context.getBean("memberlistMetrics", MeterBinder.class).bindTo(registry);

              var names =
                  registry.getMeters().stream()
                      .map(Meter::getId)
                      .map(id -> id.getTag("name"))
                      .collect(Collectors.toCollection(TreeSet::new));
              assertThat(names).containsExactly("east", "west");
            });
  }

  @Test
  void s_20_aBinderOfTheApplicationReplacesOurs() {
    runner
        .withBean("memberlistMetrics", MeterBinder.class, () -> target -> {})
        .run(context -> assertThat(context).doesNotHaveBean(NodeMeters.class));
  }

  @Test
  void s_1_withoutMicrometerThereIsNone() {
    runner
        .withClassLoader(new FilteredClassLoader(MeterRegistry.class, MeterBinder.class))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(Memberlist.class)
                    .doesNotHaveBean("memberlistMetrics"));
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
