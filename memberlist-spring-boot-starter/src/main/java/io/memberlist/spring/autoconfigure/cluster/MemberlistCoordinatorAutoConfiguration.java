package io.memberlist.spring.autoconfigure.cluster;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.cluster.MemberlistCoordinator;
import io.memberlist.spring.cluster.RunOnCoordinatorPostProcessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** A coordinator among the instances of the application. */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnBean(JoinBoard.class)
@ConditionalOnSingleCandidate(Memberlist.class)
@EnableConfigurationProperties(MemberlistCoordinatorProperties.class)
public final class MemberlistCoordinatorAutoConfiguration {

  MemberlistCoordinatorAutoConfiguration() {}

  /** Not lazy even if everything else is: it sees the first event of the node. */
  @Bean
  @Lazy(false)
  @ConditionalOnMissingBean
  MemberlistCoordinator memberlistCoordinator(
      ObjectProvider<Memberlist> memberlist,
      MemberlistCoordinatorProperties properties,
      ApplicationEventPublisher publisher) {
    return new MemberlistCoordinator(
        memberlist::getObject, properties.getSettleTime(), properties.getMinMembers(), publisher);
  }

  @Bean
  @ConditionalOnMissingBean
  static RunOnCoordinatorPostProcessor memberlistRunOnCoordinatorPostProcessor(
      ObjectProvider<MemberlistCoordinator> coordinator) {
    return new RunOnCoordinatorPostProcessor(coordinator::getObject);
  }
}
