package io.memberlist.spring.autoconfigure.cloud;

import io.memberlist.spring.autoconfigure.MemberlistDiscoveryProperties;
import io.memberlist.spring.discovery.Instances;
import io.memberlist.spring.discovery.MemberlistReactiveDiscoveryClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;

/** Members for reactive callers of Spring Cloud. */
@AutoConfiguration(
    after = MemberlistInstancesAutoConfiguration.class,
    beforeName = {
      "org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration",
      "org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration"
    })
@ConditionalOnClass({ReactiveDiscoveryClient.class, Flux.class})
@ConditionalOnDiscoveryEnabled
@ConditionalOnReactiveDiscoveryEnabled
@ConditionalOnBean(Instances.class)
public final class MemberlistReactiveDiscoveryClientAutoConfiguration {

  MemberlistReactiveDiscoveryClientAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  MemberlistReactiveDiscoveryClient reactiveMemberlistDiscoveryClient(
      Instances instances, MemberlistDiscoveryProperties properties) {
    return new MemberlistReactiveDiscoveryClient(instances, properties.getOrder());
  }
}
