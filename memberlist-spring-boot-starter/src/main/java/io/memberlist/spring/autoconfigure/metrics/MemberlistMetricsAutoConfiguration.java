package io.memberlist.spring.autoconfigure.metrics;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistEventPublisher;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import io.memberlist.spring.cluster.ClusterEvents;
import io.memberlist.spring.cluster.MemberlistCoordinator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Meters of the node in every registry. */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
@ConditionalOnBean({Memberlist.class, JoinBoard.class})
public final class MemberlistMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "memberlistMetrics")
  NodeMeters memberlistMetrics(
      ListableBeanFactory beans,
      MemberlistProperties properties,
      ObjectProvider<MemberlistEventPublisher> publisher) {
    return new NodeMeters(
        beans,
        properties.getMetricLabels(),
        properties.getMetrics().getNames() == MemberlistProperties.Metrics.Names.REFERENCE,
        () -> publisher.stream().mapToInt(MemberlistEventPublisher::pending).sum());
  }

  @Bean
  @ConditionalOnMissingBean(name = "memberlistClusterMetrics")
  @ConditionalOnSingleCandidate(Memberlist.class)
  ClusterMeters memberlistClusterMetrics(
      ObjectProvider<ClusterEvents> events,
      ObjectProvider<MemberlistCoordinator> coordinator,
      MemberlistProperties properties) {
    var tags = Tags.of("name", "memberlist");
    for (var label : properties.getMetricLabels().entrySet()) {
      tags = tags.and(label.getKey(), label.getValue());
    }
    return new ClusterMeters(events, coordinator, tags);
  }
}
