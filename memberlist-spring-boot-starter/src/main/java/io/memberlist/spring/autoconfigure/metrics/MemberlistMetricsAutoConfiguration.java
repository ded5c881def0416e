package io.memberlist.spring.autoconfigure.metrics;

import io.memberlist.Memberlist;
import io.memberlist.metrics.micrometer.MemberlistMetrics;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Meters of the node in every registry. */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
@ConditionalOnSingleCandidate(Memberlist.class)
public final class MemberlistMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "memberlistMetrics")
  MemberlistMetrics memberlistMetrics(
      ObjectProvider<Memberlist> memberlist, MemberlistProperties properties) {
    boolean reference =
        properties.getMetrics().getNames() == MemberlistProperties.Metrics.Names.REFERENCE;
    return new MemberlistMetrics(
        () -> memberlist.getObject().statistics(),
        "memberlist",
        properties.getMetricLabels(),
        reference);
  }
}
