package io.memberlist.spring.autoconfigure.health;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Health of the node, unless {@code management.health.memberlist.enabled} is false; several nodes
 * are told apart by the names of their beans.
 */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("memberlist")
@ConditionalOnBean({Memberlist.class, JoinBoard.class})
public final class MemberlistHealthContributorAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = {"memberlistHealthIndicator", "memberlistHealthContributor"})
  HealthContributor memberlistHealthContributor(
      Map<String, Memberlist> nodes, MemberlistProperties properties, JoinBoard board) {
    var indicators = new LinkedHashMap<String, HealthContributor>();
    nodes.forEach(
        (name, node) ->
            indicators.put(
                name,
                new MemberlistHealthIndicator(
                    node, properties.getHealth(), board, InstantSource.system())));
    return indicators.size() == 1
        ? indicators.values().iterator().next()
        : CompositeHealthContributor.fromMap(indicators);
  }
}
