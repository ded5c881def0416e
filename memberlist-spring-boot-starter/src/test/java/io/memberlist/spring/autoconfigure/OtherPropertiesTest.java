package io.memberlist.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.ConfigException.Violation;
import io.memberlist.spring.autoconfigure.cluster.MemberlistCacheEvictionAutoConfiguration;
import io.memberlist.spring.autoconfigure.cluster.MemberlistClusterEventsAutoConfiguration;
import io.memberlist.spring.autoconfigure.cluster.MemberlistCoordinatorAutoConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.core.NestedExceptionUtils;

/** S-14: the properties of all sections are checked together. */
class OtherPropertiesTest {

  private static List<Violation> violations(String... properties) {
    var found = new ArrayList<Violation>();
    Nodes.runner()
        .withConfiguration(
            AutoConfigurations.of(
                MemberlistClusterEventsAutoConfiguration.class,
                MemberlistCacheEvictionAutoConfiguration.class,
                MemberlistCoordinatorAutoConfiguration.class))
        .withPropertyValues(properties)
        .run(
            context -> {
              var cause = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
              assertThat(cause).isInstanceOf(InvalidMemberlistPropertyException.class);
              found.addAll(((InvalidMemberlistPropertyException) cause).getViolations());
            });
    return found;
  }

  @Test
  void s_14_allSectionsAtOnce() {
    assertThat(
            violations(
                "memberlist.suspicion-mult=0",
                "memberlist.cluster-events.max-gossip-size=2KB",
                "memberlist.cluster-events.max-size=1KB",
                "memberlist.cluster-events.duplicate-window=0",
                "memberlist.cache-eviction.enabled=true",
                "memberlist.coordinator.settle-time=-1s",
                "memberlist.coordinator.min-members=0",
                "memberlist.discovery.port=70000",
                "memberlist.discovery.management-port=-1"))
        .containsExactlyInAnyOrder(
            new Violation("memberlist.suspicion-mult", "0", "must be at least 1"),
            new Violation(
                "memberlist.cluster-events.max-size",
                "1024B",
                "must not be below memberlist.cluster-events.max-gossip-size, which is 2048B"),
            new Violation(
                "memberlist.cluster-events.duplicate-window", "0s", "must be more than 0"),
            new Violation(
                "memberlist.cache-eviction.caches", "(empty)", "must name at least one cache"),
            new Violation("memberlist.coordinator.settle-time", "-1s", "must not be negative"),
            new Violation("memberlist.coordinator.min-members", "0", "must be at least 1"),
            new Violation("memberlist.discovery.port", "70000", "must be within 1..65535"),
            new Violation("memberlist.discovery.management-port", "-1", "must be within 1..65535"));
  }

  @Test
  void s_14_sizesThatNoArrayHas() {
    assertThat(
            violations(
                "memberlist.cluster-events.max-gossip-size=-1B",
                "memberlist.cluster-events.max-size=3GB"))
        .extracting(Violation::field)
        .containsExactly(
            "memberlist.cluster-events.max-gossip-size", "memberlist.cluster-events.max-size");
  }
}
