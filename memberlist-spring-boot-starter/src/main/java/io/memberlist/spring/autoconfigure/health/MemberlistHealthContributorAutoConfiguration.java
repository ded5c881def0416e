package io.memberlist.spring.autoconfigure.health;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/** Health of the node, unless {@code management.health.memberlist.enabled} is false. */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("memberlist")
@ConditionalOnSingleCandidate(Memberlist.class)
public final class MemberlistHealthContributorAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = {"memberlistHealthIndicator", "memberlistHealthContributor"})
  HealthContributor memberlistHealthContributor(
      Memberlist memberlist, MemberlistProperties properties, JoinBoard board) {
    return new MemberlistHealthIndicator(memberlist, properties, board);
  }
}
